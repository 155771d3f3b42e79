import type { AdapterSummary, CreateProviderInput } from "@/lib/admin-api/client/providers";
import type { Problems } from "../forms/use-draft";
import { type BehaviourDraft, behaviourProblems, DEFAULT_BEHAVIOUR, settingsOf } from "./behaviour-draft";

export interface ProviderDraft {
  adapterId: string;
  name: string;
  baseUrl: string;
  apiKey: string;
  behaviour: BehaviourDraft;
}

/** What the form begins with for a kind of provider. */
export function providerDraftFor(adapter: AdapterSummary): ProviderDraft {
  return {
    adapterId: adapter.id,
    name: adapter.title,
    baseUrl: adapter.baseUrl ?? "",
    apiKey: "",
    behaviour: DEFAULT_BEHAVIOUR,
  };
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
