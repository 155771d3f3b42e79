import type { AdapterSummary, CredentialNeed } from "@/lib/admin-api/schemas/providers";
import type { ProviderAdapter } from "@/lib/providers/contract";
import { isSimulatedUrl } from "./base-url";

/** An adapter as the form for a new provider needs it. */
export function summarizeAdapter(adapter: ProviderAdapter): AdapterSummary {
  const need = credentialNeedOf(adapter);
  return {
    id: adapter.id,
    title: adapter.title,
    dialect: adapter.dialect,
    baseUrl: adapter.baseUrl ?? null,
    simulated: isSimulatedUrl(adapter.baseUrl ?? ""),
    credentialNeed: need,
    credentialHint: adapter.credentialHint ?? null,
    credentialFields:
      need === "none" ? [] : [{ name: "apiKey", label: "API key", kind: "secret", required: need === "required" }],
    environmentVariable: adapter.environmentVariable ?? null,
    canTest: adapter.buildProbe !== undefined,
  };
}

/** Self-hosted servers accept an empty key, so theirs is optional. */
export function credentialNeedOf(adapter: ProviderAdapter): CredentialNeed {
  if (adapter.credentialSchema === null) return "none";
  return adapter.credentialSchema.safeParse({ apiKey: "" }).success ? "optional" : "required";
}
