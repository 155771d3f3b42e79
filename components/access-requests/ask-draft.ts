import type { ProposalInput } from "@/lib/admin-api/client/access-requests";
import type { Problems } from "../forms/use-draft";
import { limitProblem, plainLimit } from "../quotas/quota-draft";
import type { QuotaUnit } from "../quotas/quota-words";
import { ASKABLE, type AskableKind } from "./request-words";

/** What the form holds, for whichever kind is chosen. Empty texts are not said yet; `days` is one of `SPANS`. */
export interface AskDraft {
  kind: AskableKind;
  projectId: string | null;
  name: string;
  models: string[];
  everyModel: boolean;
  monthlyUsd: string;
  tokensPerMinute: string;
  keyId: string | null;
  quotaId: string | null;
  /** Of the chosen quota; `usd` before one is chosen. */
  quotaUnit: QuotaUnit;
  limit: string;
  days: string;
  personId: string | null;
  role: "owner" | "admin" | "auditor" | "member";
  reason: string;
}

const FOR_GOOD = "good";

/** How long something may be asked for. */
export const SPANS = [
  { value: "1", label: "1 day" },
  { value: "7", label: "7 days" },
  { value: "30", label: "30 days" },
  { value: "90", label: "90 days" },
  { value: "365", label: "One year" },
  { value: FOR_GOOD, label: "For good" },
];

const ROLES = ["owner", "admin", "auditor", "member"] as const;

/** What a link says, such as the one in a refusal of the gateway: the form begins filled in. */
export function askDraftOf(link: { get(name: string): string | null }): AskDraft {
  const kind = ASKABLE.find((name) => name === link.get("kind")) ?? "key";
  const model = link.get("model");
  return {
    kind,
    projectId: link.get("project"),
    name: link.get("name") ?? "",
    models: model ? [model] : [],
    everyModel: kind === "key" && !model,
    monthlyUsd: link.get("monthlyUsd") ?? (kind === "key" ? "20" : ""),
    tokensPerMinute: "",
    keyId: link.get("key"),
    quotaId: link.get("quota"),
    quotaUnit: "usd",
    limit: link.get("limit") ?? "",
    days: kind === "key" ? "90" : "7",
    personId: link.get("person"),
    role: ROLES.find((role) => role === link.get("role")) ?? "admin",
    reason: "",
  };
}

/** What can be known before asking the API. */
export function checkAskDraft(draft: AskDraft): Problems {
  const models = draft.everyModel || draft.models.length > 0 ? undefined : "Choose at least one model.";
  switch (draft.kind) {
    case "key":
      return {
        "proposal.projectId": draft.projectId === null ? "Choose the project that pays for its calls." : undefined,
        "proposal.name": draft.name.trim() === "" ? "Give it a name, such as search-production." : undefined,
        "proposal.models": models,
        "proposal.monthlyUsd": optionalLimit(draft.monthlyUsd, "usd"),
        "proposal.tokensPerMinute": optionalLimit(draft.tokensPerMinute, "tokens"),
      };
    case "models":
      return { "proposal.keyId": draft.keyId === null ? "Choose the key." : undefined, "proposal.models": models };
    case "quota":
      return {
        "proposal.quotaId": draft.quotaId === null ? "Choose the limit." : undefined,
        "proposal.limit": limitProblem(draft.limit, draft.quotaUnit),
      };
    case "role":
      return { "proposal.personId": draft.personId === null ? "Choose the person." : undefined };
  }
}

/** The draft as the API takes it; null while it is not whole. */
export function proposalOf(draft: AskDraft): ProposalInput | null {
  if (Object.values(checkAskDraft(draft)).some((problem) => problem !== undefined)) return null;
  const days = draft.days === FOR_GOOD ? null : Number(draft.days);
  const models = draft.everyModel ? ["*"] : draft.models;
  const { projectId, keyId, quotaId, personId } = draft;
  if (draft.kind === "key" && projectId !== null) {
    const { name, monthlyUsd, tokensPerMinute } = draft;
    const limits = { monthlyUsd: orNull(monthlyUsd), tokensPerMinute: orNull(tokensPerMinute) };
    return {
      kind: "key",
      projectId,
      name: name.trim(),
      purpose: draft.reason.trim().slice(0, 200).replaceAll(/\s+/g, " "),
      models,
      days,
      ...limits,
    };
  }
  if (draft.kind === "models" && keyId !== null) return { kind: "models", keyId, models, days };
  if (draft.kind === "quota" && quotaId !== null) {
    return { kind: "quota", quotaId, limit: plainLimit(draft.limit), days };
  }
  return personId === null ? null : { kind: "role", personId, role: draft.role };
}

function optionalLimit(typed: string, unit: QuotaUnit): string | undefined {
  return typed.trim() === "" ? undefined : limitProblem(typed, unit);
}

function orNull(typed: string): string | null {
  return typed.trim() === "" ? null : plainLimit(typed);
}
