import { and, eq, inArray } from "drizzle-orm";
import { model } from "@/db/schema";
import type { Runner } from "../runner";

/** Those of `names` that no model of the organization has. */
export async function findUnknownModels(
  run: Runner,
  organizationId: string,
  names: readonly string[],
): Promise<string[]> {
  if (names.length === 0) return [];
  const known = await run
    .select({ name: model.name })
    .from(model)
    .where(and(eq(model.organizationId, organizationId), inArray(model.name, [...names])))
    .orderBy(model.name)
    .limit(names.length);
  const found = new Set(known.map((row) => row.name));
  return names.filter((name) => !found.has(name));
}
