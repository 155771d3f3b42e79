import { asc, eq } from "drizzle-orm";
import { model } from "@/db/schema";
import type { Runner } from "../runner";
import type { ModelRow } from "./find-model";

/** Every model, by name. */
export async function listModels(run: Runner, organizationId: string): Promise<ModelRow[]> {
  return await run
    .select()
    .from(model)
    .where(eq(model.organizationId, organizationId))
    .orderBy(asc(model.name))
    .limit(2000);
}
