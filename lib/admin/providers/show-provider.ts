import type { ProviderRow } from "@/db/queries/providers/find-provider";
import { type CredentialRow, listCredentials } from "@/db/queries/providers/list-credentials";
import { listProviderDeployments } from "@/db/queries/providers/list-provider-deployments";
import type { CredentialSummary, ProviderDetail, ProviderSummary } from "@/lib/admin-api/schemas/providers";
import { findAdapter } from "@/lib/providers/registry";
import type { Work } from "../context";
import { credentialNeedOf } from "./adapter-summary";

/** A provider in a list. One whose kind this version does not know any more still shows, and can be disabled. */
export function showProvider(
  row: ProviderRow & { deploymentCount: number },
  credentials: readonly CredentialRow[],
): ProviderSummary {
  const adapter = findAdapter(row.adapter);
  return {
    id: row.id,
    adapter: row.adapter,
    adapterTitle: adapter?.title ?? row.adapter,
    name: row.name,
    baseUrl: row.baseUrl,
    simulated: row.simulated,
    status: row.status,
    settings: row.settings,
    credentialNeed: adapter === undefined ? "none" : credentialNeedOf(adapter),
    canTest: adapter?.buildProbe !== undefined,
    createdAt: row.createdAt.toISOString(),
    credentials: credentials.filter((credential) => credential.providerId === row.id).map(showCredential),
    deploymentCount: row.deploymentCount,
  };
}

export function showCredential(row: CredentialRow): CredentialSummary {
  return {
    id: row.id,
    name: row.name,
    last4: row.last4,
    allowedOrigin: row.allowedOrigin,
    lastTestedAt: row.lastTestedAt?.toISOString() ?? null,
    lastTestOk: row.lastTestOk,
    lastTestDetail: row.lastTestDetail,
    createdAt: row.createdAt.toISOString(),
    rotatedAt: row.rotatedAt?.toISOString() ?? null,
    deploymentCount: row.deploymentCount,
  };
}

/** One provider with its credentials and what is called at it. */
export async function showProviderDetail(work: Work, row: ProviderRow): Promise<ProviderDetail> {
  const credentials = await listCredentials(work.run, work.organizationId, [row.id]);
  const deployments = await listProviderDeployments(work.run, work.organizationId, row.id);
  return { ...showProvider({ ...row, deploymentCount: deployments.length }, credentials), deployments };
}
