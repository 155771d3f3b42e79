import { and, eq } from "drizzle-orm";
import { model } from "@/db/schema";
import type { Runner } from "../runner";

export type ModelRow = typeof model.$inferSelect;

/** `locked`: nobody else changes it until the transaction ends. */
export async function findModel(
  run: Runner,
  organizationId: string,
  find: { id: string; locked?: boolean },
): Promise<ModelRow | null> {
  const query = run
    .select()
    .from(model)
    .where(and(eq(model.organizationId, organizationId), eq(model.id, find.id)))
    .limit(1);
  const [row] = await (find.locked === true ? query.for("update") : query);
  return row ?? null;
}
