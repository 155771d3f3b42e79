import { and, eq } from "drizzle-orm";
import { model } from "@/db/schema";
import type { Runner } from "../runner";
import type { ModelColumns } from "./insert-model";

export async function updateModel(
  run: Runner,
  organizationId: string,
  row: ModelColumns & { id: string; status: "active" | "disabled" },
): Promise<void> {
  const { id, ...columns } = row;
  await run
    .update(model)
    .set(columns)
    .where(and(eq(model.organizationId, organizationId), eq(model.id, id)));
}
