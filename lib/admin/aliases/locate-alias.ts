import { type AliasRow, findAlias } from "@/db/queries/aliases/list-aliases";
import { notFound } from "@/lib/errors/admin-error";
import type { Work } from "../context";
import type { Located } from "../define-verb";

/** `locate` for a change of one alias; everybody sees the organization's. */
export async function lockAlias(work: Work, input: { aliasId: string }): Promise<Located<AliasRow> | null> {
  const row = await findAlias(work.run, work.organizationId, { id: input.aliasId, locked: true });
  if (row === null) return null;
  if (row.teamId !== null) return { target: row, scope: { kind: "team", teamId: row.teamId } };
  return { target: row, scope: { kind: "organization" }, seenIn: { kind: "anywhere" } };
}

/** The alias again, after a change. */
export async function readAlias(work: Work, id: string): Promise<AliasRow> {
  const row = await findAlias(work.run, work.organizationId, { id });
  if (row === null) throw notFound("alias");
  return row;
}

/** What the audit log keeps of an alias. */
export function describeAlias({ name, modelName, projectId }: Pick<AliasRow, "name" | "modelName" | "projectId">) {
  return { name, model: modelName, projectId };
}
