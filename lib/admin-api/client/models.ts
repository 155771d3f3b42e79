import type {
  AddDeploymentInput,
  CatalogSuggestion,
  CreateModelInput,
  DeploymentSummary,
  ModelView,
  OrderDeploymentsInput,
  PriceView,
  SetPriceInput,
  UpdateDeploymentInput,
  UpdateModelInput,
} from "../schemas/models";
import { adminFetch } from "./admin-fetch";

export type * from "../schemas/models";

const path = (modelId: string) => `/models/${encodeURIComponent(modelId)}`;
const deploymentPath = (deploymentId: string) => `/deployments/${encodeURIComponent(deploymentId)}`;

/** Every model, by name. */
export async function listModels(signal?: AbortSignal): Promise<ModelView[]> {
  const { items } = await adminFetch<{ items: ModelView[] }>("/models", { signal });
  return items;
}

export function getModel(modelId: string, signal?: AbortSignal): Promise<ModelView> {
  return adminFetch(path(modelId), { signal });
}

export function createModel(input: CreateModelInput): Promise<ModelView> {
  return adminFetch("/models", { method: "POST", body: input });
}

export function updateModel(modelId: string, input: UpdateModelInput): Promise<ModelView> {
  return adminFetch(path(modelId), { method: "PATCH", body: input });
}

/** The new deployment is tried last. */
export function addDeployment(modelId: string, input: AddDeploymentInput): Promise<DeploymentSummary> {
  return adminFetch(`${path(modelId)}/deployments`, { method: "POST", body: input });
}

export function updateDeployment(deploymentId: string, input: UpdateDeploymentInput): Promise<DeploymentSummary> {
  return adminFetch(deploymentPath(deploymentId), { method: "PATCH", body: input });
}

export function removeDeployment(deploymentId: string): Promise<void> {
  return adminFetch(deploymentPath(deploymentId), { method: "DELETE" });
}

/** Names every deployment of the model, the first one tried first. */
export function orderDeployments(modelId: string, input: OrderDeploymentsInput): Promise<ModelView> {
  return adminFetch(`${path(modelId)}/deployments/order`, { method: "PUT", body: input });
}

/** Price versions of one deployment, newest first; empty is unpriced. */
export async function listPrices(deploymentId: string, signal?: AbortSignal): Promise<PriceView[]> {
  const { items } = await adminFetch<{ items: PriceView[] }>(`${deploymentPath(deploymentId)}/prices`, { signal });
  return items;
}

/** Adds a version that prices calls from now on; records keep the version they were priced with. */
export function setPrice(deploymentId: string, input: SetPriceInput): Promise<PriceView> {
  return adminFetch(`${deploymentPath(deploymentId)}/prices`, { method: "POST", body: input });
}

/** Usual models of a provider, each one `createModel` away. */
export async function listCatalog(providerId: string, signal?: AbortSignal): Promise<CatalogSuggestion[]> {
  const { items } = await adminFetch<{ items: CatalogSuggestion[] }>(
    `/providers/${encodeURIComponent(providerId)}/catalog`,
    { signal },
  );
  return items;
}
