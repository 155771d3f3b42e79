import { and, asc, eq, inArray } from "drizzle-orm";
import { credential, deployment, provider } from "@/db/schema";
import type { Runner } from "../runner";
import type { DeploymentRow } from "./find-deployment";

/** A deployment with what a screen shows of its provider and credential. */
export interface NamedDeploymentRow extends DeploymentRow {
  providerName: string;
  adapter: string;
  simulated: boolean;
  providerStatus: "active" | "disabled";
  credentialName: string | null;
  credentialLast4: string | null;
}

/** Deployments of the named models, in the order they are tried. */
export async function listDeployments(
  run: Runner,
  organizationId: string,
  modelIds: readonly string[],
): Promise<NamedDeploymentRow[]> {
  if (modelIds.length === 0) return [];
  const rows = await run
    .select({
      row: deployment,
      providerName: provider.name,
      adapter: provider.adapter,
      simulated: provider.simulated,
      providerStatus: provider.status,
      credentialName: credential.name,
      credentialLast4: credential.last4,
    })
    .from(deployment)
    .innerJoin(provider, eq(provider.id, deployment.providerId))
    .leftJoin(credential, eq(credential.id, deployment.credentialId))
    .where(and(eq(deployment.organizationId, organizationId), inArray(deployment.modelId, [...modelIds])))
    .orderBy(asc(deployment.priority), asc(deployment.createdAt), asc(deployment.id))
    .limit(10_000);
  return rows.map(({ row, ...names }) => ({ ...row, ...names }));
}
