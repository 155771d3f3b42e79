import { and, asc, eq } from "drizzle-orm";
import { deployment, model } from "@/db/schema";
import type { Runner } from "../runner";

export interface ProviderDeploymentRow {
  id: string;
  modelId: string;
  modelName: string;
  upstreamModel: string;
  credentialId: string | null;
  status: "active" | "disabled";
}

/** What is called at one provider, by model name. */
export async function listProviderDeployments(
  run: Runner,
  organizationId: string,
  providerId: string,
): Promise<ProviderDeploymentRow[]> {
  return await run
    .select({
      id: deployment.id,
      modelId: deployment.modelId,
      modelName: model.name,
      upstreamModel: deployment.upstreamModel,
      credentialId: deployment.credentialId,
      status: deployment.status,
    })
    .from(deployment)
    .innerJoin(model, eq(model.id, deployment.modelId))
    .where(and(eq(deployment.organizationId, organizationId), eq(deployment.providerId, providerId)))
    .orderBy(asc(model.name), asc(deployment.priority), asc(deployment.id))
    .limit(1000);
}
