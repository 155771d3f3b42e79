import { describe, expect, it } from "vitest";
import type { AdapterSummary, CatalogProvider } from "@/lib/admin-api/client/providers";
import { behaviourDraftOf, behaviourProblems, settingsOf } from "./behaviour-draft";
import { addressOf, checkProviderDraft, createProviderInputOf, providerDraftFor } from "./provider-draft";

const hosted: AdapterSummary = {
  id: "hosted",
  title: "Hosted",
  dialect: "openai-chat",
  baseUrl: "https://api.example.com/v1",
  simulated: false,
  credentialNeed: "required",
  credentialHint: null,
  credentialFields: [],
  environmentVariable: null,
  canTest: true,
};

describe("a provider to be", () => {
  it("needs its credential when its kind does, and leaves out what is the kind's own", () => {
    const draft = providerDraftFor(hosted);
    expect(checkProviderDraft(draft, hosted)["credential.apiKey"]).toBeDefined();
    expect(createProviderInputOf({ ...draft, apiKey: " sk-1 " }, hosted)).toEqual({
      adapter: "hosted",
      name: "Hosted",
      credential: { apiKey: "sk-1" },
    });
  });

  it("needs an address when its kind has none", () => {
    const selfHosted: AdapterSummary = { ...hosted, baseUrl: null, credentialNeed: "optional" };
    const draft = providerDraftFor(selfHosted);
    expect(checkProviderDraft(draft, selfHosted).baseUrl).toBeDefined();
    const typed = { ...draft, baseUrl: "http://gpu-1:8000/v1" };
    expect(Object.values(checkProviderDraft(typed, selfHosted)).every((one) => one === undefined)).toBe(true);
    expect(createProviderInputOf(typed, selfHosted).baseUrl).toBe("http://gpu-1:8000/v1");
  });
});

describe("a service of the catalog", () => {
  const service: CatalogProvider = {
    ...hosted,
    baseUrl: null,
    kind: "cloud",
    quirks: [],
    address: "https://{host}/accounts/{account}/v1",
    addressFields: [
      { name: "host", label: "Region", example: "eu.example.com", options: [{ value: "eu.example.com", label: "EU" }] },
      { name: "account", label: "Account", example: "123" },
    ],
    docsUrl: "https://docs.example.com",
    source: "its documentation",
    verified: true,
  };

  it("begins with what can only be chosen, and asks for what must be typed", () => {
    const draft = { ...providerDraftFor(service), apiKey: "k" };
    expect(draft.baseUrl).toBe("https://eu.example.com/accounts/{account}/v1");
    expect(checkProviderDraft(draft, service).baseUrl).toMatch(/your own account/);
  });

  it("sends the address with every part in its place", () => {
    const parts = { host: "eu.example.com", account: " 42 " };
    const draft = { ...providerDraftFor(service), apiKey: "k", parts, baseUrl: addressOf(service, parts) };
    expect(Object.values(checkProviderDraft(draft, service)).every((one) => one === undefined)).toBe(true);
    expect(createProviderInputOf(draft, service)).toMatchObject({ baseUrl: "https://eu.example.com/accounts/42/v1" });
  });
});

describe("the behaviour of a simulated provider", () => {
  it("goes through the form unchanged", () => {
    const settings = { latencyMs: 200, chunkMs: 10, failure: "rate_limit" as const, failureRate: 0.25 };
    expect(settingsOf(behaviourDraftOf(settings))).toEqual(settings);
  });

  it("never fails when nothing is to go wrong, whatever the rate field says", () => {
    expect(settingsOf({ ...behaviourDraftOf({}), failurePercent: "100" }).failureRate).toBe(0);
  });

  it("lets every call fail once something is to go wrong, until a share is typed", () => {
    const calm = behaviourDraftOf({ latencyMs: 0, chunkMs: 0, failure: "none", failureRate: 0 });
    expect(settingsOf({ ...calm, failure: "auth" }).failureRate).toBe(1);
  });

  it("names each number that is out of bounds", () => {
    const wrong = { latencyMs: "-1", chunkMs: "abc", failure: "error" as const, failurePercent: "101" };
    expect(Object.values(behaviourProblems(wrong)).every((one) => one !== undefined)).toBe(true);
  });
});
