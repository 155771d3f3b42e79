import { and, eq } from "drizzle-orm";
import { provider } from "@/db/schema";
import type { Runner } from "../runner";

export type ProviderRow = typeof provider.$inferSelect;

/** `locked`: nobody else changes it until the transaction ends. */
export async function findProvider(
  run: Runner,
  organizationId: string,
  find: { id: string; locked?: boolean },
): Promise<ProviderRow | null> {
  const query = run
    .select()
    .from(provider)
    .where(and(eq(provider.organizationId, organizationId), eq(provider.id, find.id)))
    .limit(1);
  const [row] = await (find.locked === true ? query.for("update") : query);
  return row ?? null;
}
