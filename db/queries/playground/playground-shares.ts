import { and, desc, eq, getTableColumns, inArray } from "drizzle-orm";
import { person, playgroundShare, project, team } from "@/db/schema";
import type { Runner } from "../runner";

const LISTED_MAX = 100;

const { content, ...LISTED } = getTableColumns(playgroundShare);
const NAMES = { projectName: project.name, teamId: team.id, teamName: team.name, creatorName: person.name };

/** A shared conversation without what was said. */
export type ShareRow = Omit<typeof playgroundShare.$inferSelect, "content"> & {
  projectName: string;
  teamId: string;
  teamName: string;
  creatorName: string;
};

export type WholeShareRow = ShareRow & { content: unknown };

export async function insertShare(
  run: Runner,
  organizationId: string,
  row: { id: string; projectId: string; title: string; content: unknown; createdBy: string },
): Promise<void> {
  await run.insert(playgroundShare).values({ ...row, organizationId });
}

export async function findShare(run: Runner, organizationId: string, id: string): Promise<WholeShareRow | null> {
  const [row] = await run
    .select({ ...LISTED, ...NAMES, content })
    .from(playgroundShare)
    .innerJoin(project, eq(project.id, playgroundShare.projectId))
    .innerJoin(team, eq(team.id, project.teamId))
    .innerJoin(person, eq(person.id, playgroundShare.createdBy))
    .where(and(eq(playgroundShare.organizationId, organizationId), eq(playgroundShare.id, id)))
    .limit(1);
  return row ?? null;
}

/** The newest hundred of these teams. */
export async function listShares(
  run: Runner,
  organizationId: string,
  teamIds: "all" | readonly string[],
): Promise<ShareRow[]> {
  return await run
    .select({ ...LISTED, ...NAMES })
    .from(playgroundShare)
    .innerJoin(project, eq(project.id, playgroundShare.projectId))
    .innerJoin(team, eq(team.id, project.teamId))
    .innerJoin(person, eq(person.id, playgroundShare.createdBy))
    .where(
      and(
        eq(playgroundShare.organizationId, organizationId),
        teamIds === "all" ? undefined : inArray(team.id, [...teamIds]),
      ),
    )
    .orderBy(desc(playgroundShare.createdAt))
    .limit(LISTED_MAX);
}

export async function deleteShare(run: Runner, organizationId: string, id: string): Promise<void> {
  await run
    .delete(playgroundShare)
    .where(and(eq(playgroundShare.organizationId, organizationId), eq(playgroundShare.id, id)));
}
