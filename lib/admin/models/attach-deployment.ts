import { insertDeployment } from "@/db/queries/models/insert-deployment";
import { listPriceVersions } from "@/db/queries/models/list-price-versions";
import { findProvider, type ProviderRow } from "@/db/queries/providers/find-provider";
import { listCredentials } from "@/db/queries/providers/list-credentials";
import type { AddDeploymentInput } from "@/lib/admin-api/schemas/models";
import { newId } from "@/lib/crypto/new-id";
import { invalidField } from "@/lib/errors/admin-error";
import { isWildcard } from "@/lib/policy/wildcard";
import { catalogPriceOf } from "@/lib/pricing/catalog";
import type { Work } from "../context";
import { adapterOf } from "../providers/adapter-of";
import { credentialNeedOf } from "../providers/adapter-summary";
import { addPriceVersion, sourceOfTyped } from "./add-price-version";
import { readTiers } from "./price-tiers";

/** What the audit log keeps of a new deployment. */
export interface AttachedDeployment {
  id: string;
  providerId: string;
  upstreamModel: string;
  credentialId: string | null;
  priority: number;
  /** Null: unpriced. */
  priceVersion: { version: number; source: string } | null;
}

/**
 * Adds a deployment to a model with what was left out filled in: the provider's only credential, the price in force or the
 * library's. `path` names the fields in errors. Throws AdminError `invalid_request`.
 */
export async function attachDeployment(
  work: Work,
  to: { modelId: string; modelName: string; priority: number; path: string },
  input: AddDeploymentInput,
): Promise<AttachedDeployment> {
  const field = (name: string) => (to.path === "" ? name : `${to.path}.${name}`);
  const provider = await findProvider(work.run, work.organizationId, { id: input.providerId, locked: true });
  if (provider === null) throw invalidField(field("providerId"), "there is no such provider");
  refuseOtherShape(to.modelName, input.upstreamModel, field("upstreamModel"));
  const credentialId = await chooseCredential(work, provider, {
    asked: input.credentialId,
    path: field("credentialId"),
  });
  const id = newId("dep");
  const { upstreamModel } = input;
  await insertDeployment(work.run, work.organizationId, {
    id,
    modelId: to.modelId,
    providerId: provider.id,
    credentialId,
    upstreamModel,
    priority: to.priority,
  });
  const priceVersion = await priceDeployment(work, provider, { ...input, path: field("price") });
  return { id, providerId: provider.id, upstreamModel, credentialId, priority: to.priority, priceVersion };
}

/** A wildcard's upstream name has one `*` for what a caller's name has below it; no other has any. Throws AdminError `invalid_request`. */
function refuseOtherShape(modelName: string, upstreamModel: string, path: string): void {
  const stars = upstreamModel.split("*").length - 1;
  if (isWildcard(modelName) && stars !== 1) {
    throw invalidField(path, `must have one * for what stands after "${modelName.slice(0, -1)}", such as "*"`);
  }
  if (!isWildcard(modelName) && stars > 0)
    throw invalidField(path, "may have a * only for a model whose name ends in /*");
}

/** A credential of this provider, or none where none is needed. Throws AdminError `invalid_request`. */
export async function chooseCredential(
  work: Work,
  provider: ProviderRow,
  choice: { asked: string | undefined; path: string },
): Promise<string | null> {
  const { asked, path } = choice;
  const rows = await listCredentials(work.run, work.organizationId, [provider.id]);
  if (asked !== undefined) {
    if (rows.some((row) => row.id === asked)) return asked;
    throw invalidField(path, `${provider.name} has no such credential`);
  }
  if (rows.length > 1) throw invalidField(path, `${provider.name} has several credentials; say which one to call with`);
  const only = rows[0]?.id ?? null;
  if (only === null && credentialNeedOf(adapterOf(provider)) === "required") {
    throw invalidField(path, `${provider.name} has no credential yet; add one first`);
  }
  return only;
}

async function priceDeployment(
  work: Work,
  provider: ProviderRow,
  input: AddDeploymentInput & { path: string },
): Promise<AttachedDeployment["priceVersion"]> {
  const { upstreamModel, price, path } = input;
  const of = { providerId: provider.id, upstreamModel };
  if (price !== undefined) {
    return addPriceVersion(work, of, { tiers: readTiers(price, path), source: sourceOfTyped(provider) });
  }
  const [newest] = await listPriceVersions(work.run, work.organizationId, of);
  if (newest !== undefined) return newest;
  const fromCatalog = catalogPriceOf(provider.adapter, upstreamModel);
  return fromCatalog === null ? null : addPriceVersion(work, of, fromCatalog);
}
