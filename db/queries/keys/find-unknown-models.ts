import { and, eq, inArray, like, or } from "drizzle-orm";
import { model } from "@/db/schema";
import { isWildcard, partBelow } from "@/lib/policy/wildcard";
import type { Runner } from "../runner";

const MOST_WILDCARDS = 1_000;

/** Those of `names` that no model of the organization has and no wildcard of it covers. */
export async function findUnknownModels(
  run: Runner,
  organizationId: string,
  names: readonly string[],
): Promise<string[]> {
  if (names.length === 0) return [];
  const known = await run
    .select({ name: model.name })
    .from(model)
    .where(and(eq(model.organizationId, organizationId), or(inArray(model.name, [...names]), like(model.name, "%/*"))))
    .orderBy(model.name)
    .limit(names.length + MOST_WILDCARDS);
  const found = new Set(known.map((row) => row.name));
  const wildcards = [...found].filter(isWildcard);
  return names.filter((name) => !found.has(name) && !wildcards.some((wildcard) => partBelow(wildcard, name) !== null));
}
