import { and, eq } from "drizzle-orm";
import { modelAlias } from "@/db/schema";
import type { Runner } from "../runner";

/** Throws the driver's error, `unique_violation` on `model_alias_name` when the name is taken there. */
export async function insertAlias(
  run: Runner,
  organizationId: string,
  row: { id: string; projectId: string | null; name: string; modelName: string },
): Promise<void> {
  await run.insert(modelAlias).values({ ...row, organizationId });
}

export async function updateAliasRow(
  run: Runner,
  organizationId: string,
  id: string,
  modelName: string,
): Promise<void> {
  await run
    .update(modelAlias)
    .set({ modelName })
    .where(and(eq(modelAlias.organizationId, organizationId), eq(modelAlias.id, id)));
}

export async function deleteAlias(run: Runner, organizationId: string, id: string): Promise<void> {
  await run.delete(modelAlias).where(and(eq(modelAlias.organizationId, organizationId), eq(modelAlias.id, id)));
}
