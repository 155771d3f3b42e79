import { and, eq } from "drizzle-orm";
import { deployment } from "@/db/schema";
import type { Runner } from "../runner";

export type DeploymentRow = typeof deployment.$inferSelect;

export async function findDeployment(run: Runner, organizationId: string, id: string): Promise<DeploymentRow | null> {
  const [row] = await run
    .select()
    .from(deployment)
    .where(and(eq(deployment.organizationId, organizationId), eq(deployment.id, id)))
    .limit(1);
  return row ?? null;
}
