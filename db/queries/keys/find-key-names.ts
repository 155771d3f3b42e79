import { and, eq, inArray } from "drizzle-orm";
import { project, virtualKey } from "@/db/schema";
import type { Runner } from "../runner";

/** Names of the keys among these that belong to the given teams, by id. */
export async function findKeyNames(
  run: Runner,
  organizationId: string,
  find: { keyIds: readonly string[]; teamIds: "all" | readonly string[] },
): Promise<Map<string, string>> {
  if (find.keyIds.length === 0) return new Map();
  const rows = await run
    .select({ id: virtualKey.id, name: virtualKey.name })
    .from(virtualKey)
    .innerJoin(project, eq(project.id, virtualKey.projectId))
    .where(
      and(
        eq(virtualKey.organizationId, organizationId),
        inArray(virtualKey.id, [...find.keyIds]),
        find.teamIds === "all" ? undefined : inArray(project.teamId, [...find.teamIds]),
      ),
    )
    .limit(find.keyIds.length);
  return new Map(rows.map((row) => [row.id, row.name]));
}
