import { and, desc, eq, getTableColumns, inArray, isNull } from "drizzle-orm";
import { person, project, runawayFlag, team, virtualKey } from "@/db/schema";
import type { Runner } from "../runner";

/** A flag with the names around it. */
export type FlagRow = typeof runawayFlag.$inferSelect & {
  keyName: string;
  projectId: string;
  projectName: string;
  teamId: string;
  teamName: string;
  resolverName: string | null;
};

export interface FlagFilter {
  /** Teams whose keys the reader may see. */
  teamIds: "all" | readonly string[];
  keyId: string | null;
  /** Only those that wait for a person. */
  open: boolean;
}

const LIMIT = 200;

/** Flags, newest first; at most 200. */
export async function listFlags(run: Runner, organizationId: string, filter: FlagFilter): Promise<FlagRow[]> {
  const { teamIds, keyId, open } = filter;
  return rows(run)
    .where(
      and(
        eq(runawayFlag.organizationId, organizationId),
        teamIds === "all" ? undefined : inArray(team.id, [...teamIds]),
        keyId === null ? undefined : eq(runawayFlag.keyId, keyId),
        open ? isNull(runawayFlag.resolvedAt) : undefined,
      ),
    )
    .orderBy(desc(runawayFlag.raisedAt), desc(runawayFlag.id))
    .limit(LIMIT);
}

/** One flag, open or resolved; null when the organization has none with this id. */
export async function findFlag(run: Runner, organizationId: string, flagId: string): Promise<FlagRow | null> {
  const [row] = await rows(run)
    .where(and(eq(runawayFlag.organizationId, organizationId), eq(runawayFlag.id, flagId)))
    .limit(1);
  return row ?? null;
}

function rows(run: Runner) {
  return run
    .select({
      ...getTableColumns(runawayFlag),
      keyName: virtualKey.name,
      projectId: project.id,
      projectName: project.name,
      teamId: team.id,
      teamName: team.name,
      resolverName: person.name,
    })
    .from(runawayFlag)
    .innerJoin(virtualKey, eq(virtualKey.id, runawayFlag.keyId))
    .innerJoin(project, eq(project.id, virtualKey.projectId))
    .innerJoin(team, eq(team.id, project.teamId))
    .leftJoin(person, eq(person.id, runawayFlag.resolvedBy));
}
