import { and, eq } from "drizzle-orm";
import { model } from "@/db/schema";
import type { Runner } from "../runner";

export type ModelRow = typeof model.$inferSelect;

/** The model of this name, wildcards among them; null when there is none. */
export async function findModelNamed(run: Runner, organizationId: string, name: string): Promise<ModelRow | null> {
  const [row] = await run
    .select()
    .from(model)
    .where(and(eq(model.organizationId, organizationId), eq(model.name, name)))
    .limit(1);
  return row ?? null;
}

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
