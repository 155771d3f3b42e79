import { and, eq } from "drizzle-orm";
import { deployment } from "@/db/schema";
import type { Runner } from "../runner";

export async function updateDeployment(
  run: Runner,
  organizationId: string,
  row: { id: string; status?: "active" | "disabled"; credentialId?: string | null; priority?: number },
): Promise<void> {
  const { id, ...columns } = row;
  await run
    .update(deployment)
    .set(columns)
    .where(and(eq(deployment.organizationId, organizationId), eq(deployment.id, id)));
}
