import { and, eq } from "drizzle-orm";
import { deployment } from "@/db/schema";
import type { Runner } from "../runner";

export async function deleteDeployment(run: Runner, organizationId: string, id: string): Promise<void> {
  await run.delete(deployment).where(and(eq(deployment.organizationId, organizationId), eq(deployment.id, id)));
}
