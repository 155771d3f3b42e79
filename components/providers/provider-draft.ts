import type { AdapterSummary, CatalogProvider, CreateProviderInput } from "@/lib/admin-api/client/providers";
import type { Problems } from "../forms/use-draft";
import { type BehaviourDraft, behaviourProblems, DEFAULT_BEHAVIOUR, settingsOf } from "./behaviour-draft";

export interface ProviderDraft {
  adapterId: string;
  name: string;
  baseUrl: string;
  /** Parts of the address by name, where a service of the catalog asks for some. */
  parts: Record<string, string>;
  apiKey: string;
  behaviour: BehaviourDraft;
}

/** What can be added: a kind of provider, or a service of the catalog. */
export type Addable = AdapterSummary | CatalogProvider;

/** What the form begins with for a kind of provider; parts of an address that can only be chosen are chosen. */
export function providerDraftFor(adapter: Addable): ProviderDraft {
  const chosen = "addressFields" in adapter ? adapter.addressFields.filter(({ options }) => options !== undefined) : [];
  const parts = Object.fromEntries(chosen.map(({ name, example }) => [name, example]));
  return {
    adapterId: adapter.id,
    name: adapter.title,
    baseUrl: "address" in adapter ? addressOf(adapter, parts) : (adapter.baseUrl ?? ""),
    parts,
    apiKey: "",
    behaviour: DEFAULT_BEHAVIOUR,
  };
}

/** The service's address with the parts that were given; the others still stand in braces. */
export function addressOf({ address, addressFields }: CatalogProvider, parts: Record<string, string>): string {
  return addressFields.reduce((url, { name }) => {
    const part = (parts[name] ?? "").trim();
    return part === "" ? url : url.replace(`{${name}}`, part);
  }, address);
}

/** What can be known before asking the API. */
export function checkProviderDraft(draft: ProviderDraft, adapter: AdapterSummary | undefined): Problems {
  if (!adapter) return { adapter: "Choose what kind of provider it is." };
  return {
    name: draft.name.trim() === "" ? "Give it a name." : undefined,
    baseUrl: adapter.simulated ? undefined : urlProblem(draft.baseUrl),
    "credential.apiKey":
      adapter.credentialNeed === "required" && draft.apiKey.trim() === "" ? "This provider needs it." : undefined,
    ...(adapter.simulated ? behaviourProblems(draft.behaviour) : {}),
  };
}

/** What is wrong with a base URL; undefined when nothing is. */
export function urlProblem(typed: string): string | undefined {
  if (typed.trim() === "") return "Type the address that its API begins with.";
  const [, missing] = /\{(\w+)\}/.exec(typed) ?? [];
  if (missing !== undefined) return `Put your own ${missing} in place of {${missing}}.`;
  return /^https?:\/\/[^\s/]+/.test(typed.trim()) ? undefined : "Start it with https:// or http://.";
}

/** The draft as the API takes it. */
export function createProviderInputOf(draft: ProviderDraft, adapter: AdapterSummary): CreateProviderInput {
  const baseUrl = draft.baseUrl.trim();
  const apiKey = draft.apiKey.trim();
  return {
    adapter: adapter.id,
    name: draft.name.trim(),
    ...(adapter.simulated || baseUrl === adapter.baseUrl ? {} : { baseUrl }),
    ...(adapter.simulated ? { settings: { ...settingsOf(draft.behaviour) } } : {}),
    ...(apiKey === "" ? {} : { credential: { apiKey } }),
  };
}
