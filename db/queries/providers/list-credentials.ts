import { and, asc, count, eq, inArray } from "drizzle-orm";
import { credential, deployment } from "@/db/schema";
import type { Runner } from "../runner";

/** A credential without its sealed value. */
export interface CredentialRow {
  id: string;
  providerId: string;
  name: string;
  last4: string;
  allowedOrigin: string;
  createdAt: Date;
  rotatedAt: Date | null;
  lastTestedAt: Date | null;
  lastTestOk: boolean | null;
  lastTestDetail: string | null;
  deploymentCount: number;
}

const VISIBLE = {
  id: credential.id,
  providerId: credential.providerId,
  name: credential.name,
  last4: credential.last4,
  allowedOrigin: credential.allowedOrigin,
  createdAt: credential.createdAt,
  rotatedAt: credential.rotatedAt,
  lastTestedAt: credential.lastTestedAt,
  lastTestOk: credential.lastTestOk,
  lastTestDetail: credential.lastTestDetail,
};

/** Credentials of the named providers, oldest first. */
export async function listCredentials(
  run: Runner,
  organizationId: string,
  providerIds: readonly string[],
): Promise<CredentialRow[]> {
  if (providerIds.length === 0) return [];
  return await run
    .select({ ...VISIBLE, deploymentCount: count(deployment.id) })
    .from(credential)
    .leftJoin(deployment, eq(deployment.credentialId, credential.id))
    .where(and(eq(credential.organizationId, organizationId), inArray(credential.providerId, [...providerIds])))
    .groupBy(credential.id)
    .orderBy(asc(credential.createdAt), asc(credential.id))
    .limit(1000);
}
