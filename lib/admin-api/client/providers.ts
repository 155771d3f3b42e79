import type {
  AdapterSummary,
  AddCredentialInput,
  CatalogProvider,
  ConnectionTest,
  CreateProviderInput,
  CredentialSummary,
  ProviderDetail,
  ProviderSummary,
  ReplaceCredentialInput,
  TestProviderInput,
  UpdateProviderInput,
} from "../schemas/providers";
import { adminFetch } from "./admin-fetch";

export type * from "../schemas/providers";

const path = (providerId: string) => `/providers/${encodeURIComponent(providerId)}`;
const credentialPath = (providerId: string, credentialId: string) =>
  `${path(providerId)}/credentials/${encodeURIComponent(credentialId)}`;

/** The kinds of provider that can be added, with their credential forms. */
export async function listAdapters(signal?: AbortSignal): Promise<AdapterSummary[]> {
  const { items } = await adminFetch<{ items: AdapterSummary[] }>("/provider-adapters", { signal });
  return items;
}

/** Services that are added by picking them and pasting a key. */
export async function listCatalog(signal?: AbortSignal): Promise<CatalogProvider[]> {
  const { items } = await adminFetch<{ items: CatalogProvider[] }>("/provider-catalog", { signal });
  return items;
}

/** Every provider, by name; credentials without their values. */
export async function listProviders(signal?: AbortSignal): Promise<ProviderSummary[]> {
  const { items } = await adminFetch<{ items: ProviderSummary[] }>("/providers", { signal });
  return items;
}

export function getProvider(providerId: string, signal?: AbortSignal): Promise<ProviderDetail> {
  return adminFetch(path(providerId), { signal });
}

export function createProvider(input: CreateProviderInput): Promise<ProviderDetail> {
  return adminFetch("/providers", { method: "POST", body: input });
}

/** Another origin in `baseUrl` needs every credential again; the problem says so otherwise. */
export function updateProvider(providerId: string, input: UpdateProviderInput): Promise<ProviderDetail> {
  return adminFetch(path(providerId), { method: "PATCH", body: input });
}

export function addCredential(providerId: string, input: AddCredentialInput): Promise<CredentialSummary> {
  return adminFetch(`${path(providerId)}/credentials`, { method: "POST", body: input });
}

export function replaceCredential(
  providerId: string,
  credentialId: string,
  input: ReplaceCredentialInput,
): Promise<CredentialSummary> {
  return adminFetch(credentialPath(providerId, credentialId), { method: "PUT", body: input });
}

/** Refused while a deployment calls with it. */
export function deleteCredential(providerId: string, credentialId: string): Promise<void> {
  return adminFetch(credentialPath(providerId, credentialId), { method: "DELETE" });
}

/** Asks the provider for something that costs nothing and keeps what it said; a failing test is an answer, not an error. */
export function testProvider(providerId: string, input: TestProviderInput = {}): Promise<ConnectionTest> {
  return adminFetch(`${path(providerId)}/test`, { method: "POST", body: input });
}
