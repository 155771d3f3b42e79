import { findOrganization } from "@/db/queries/people/find-organization";
import { findNames } from "@/db/queries/statements/find-names";
import type { Work } from "../context";
import type { Statement } from "./draw-statement";

/** A statement with what its lines' ids are called; what is gone from its table is missing. */
export interface NamedStatement {
  statement: Statement;
  organization: { id: string; name: string };
  names: ReadonlyMap<string, string>;
}

/** Looks up the names of teams, projects and providers once for all lines. */
export async function nameLines(work: Work, statement: Statement): Promise<NamedStatement> {
  const { run, organizationId } = work;
  const organization = await findOrganization(run, organizationId);
  const ids = new Set(statement.lines.flatMap((line) => [line.teamId, line.projectId, line.providerId]));
  return {
    statement,
    organization: { id: organizationId, name: organization?.name ?? organizationId },
    names: await findNames(run, organizationId, [...ids]),
  };
}
