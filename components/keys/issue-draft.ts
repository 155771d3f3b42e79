import type { CreateKeyInput } from "@/lib/admin-api/client/keys";
import type { QuotaTermsInput } from "@/lib/admin-api/client/quotas";
import type { Problems } from "../forms/use-draft";
import { limitProblem, plainLimit } from "../quotas/quota-draft";
import type { QuotaUnit, QuotaWindow } from "../quotas/quota-words";
import { type CustodyDraft, checkCustody, custodyInput, NO_CUSTODY } from "./custody";
import { type ExpiryDraft, expiresAtOf, expiryProblem, NO_EXPIRY } from "./expiry";
import { allowedModelsOf, type ModelsDraft, modelsProblem } from "./models-field";

/** The limits that the form offers for a new key, in the order they are sent. */
export const KEY_LIMITS = [
  { field: "usd", unit: "usd", window: "month", label: "Spend per month", placeholder: "USD, such as 50" },
  { field: "requests", unit: "requests", window: "minute", label: "Requests per minute", placeholder: "such as 60" },
  { field: "tokens", unit: "tokens", window: "minute", label: "Tokens per minute", placeholder: "such as 100000" },
  { field: "concurrent", unit: "concurrent", window: "now", label: "Calls at once", placeholder: "such as 8" },
] as const satisfies readonly {
  field: string;
  unit: QuotaUnit;
  window: QuotaWindow;
  label: string;
  placeholder: string;
}[];

export type LimitField = (typeof KEY_LIMITS)[number]["field"];

export interface IssueDraft {
  projectId: string | null;
  name: string;
  purpose: string;
  models: ModelsDraft;
  expiry: ExpiryDraft;
  custody: CustodyDraft;
  /** As typed; empty is no limit. */
  limits: Record<LimitField, string>;
}

/** What the form begins with. */
export function emptyIssueDraft(projectId: string | null): IssueDraft {
  return {
    projectId,
    name: "",
    purpose: "",
    models: { every: true, chosen: [] },
    expiry: NO_EXPIRY,
    custody: NO_CUSTODY,
    limits: { usd: "", requests: "", tokens: "", concurrent: "" },
  };
}

/** What can be known before asking the API. `now` is epoch ms. */
export function checkIssueDraft(draft: IssueDraft, now: number): Problems {
  const problems: Problems = {
    projectId: draft.projectId === null ? "Choose the project that pays for its calls." : undefined,
    name: draft.name.trim() === "" ? "Give it a name, such as search-production." : undefined,
    allowedModels: modelsProblem(draft.models),
    expiresAt: expiryProblem(draft.expiry, now),
    ...checkCustody(draft.custody),
  };
  for (const { field, unit } of KEY_LIMITS) {
    const typed = draft.limits[field];
    problems[`limits.${field}`] = typed.trim() === "" ? undefined : limitProblem(typed, unit);
  }
  return problems;
}

/** The draft as the API takes it; null while no project is chosen. */
export function createKeyInputOf(draft: IssueDraft, now: number): CreateKeyInput | null {
  if (draft.projectId === null) return null;
  return {
    projectId: draft.projectId,
    name: draft.name.trim(),
    purpose: draft.purpose.trim(),
    allowedModels: allowedModelsOf(draft.models),
    expiresAt: expiresAtOf(draft.expiry, now),
    ...custodyInput(draft.custody),
    quotas: quotasOf(draft),
  };
}

function quotasOf(draft: IssueDraft): QuotaTermsInput[] {
  return KEY_LIMITS.filter(({ field }) => draft.limits[field].trim() !== "").map(({ field, unit, window }) => ({
    unit,
    window,
    limit: plainLimit(draft.limits[field]),
    hard: true,
  }));
}
