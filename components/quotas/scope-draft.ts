import type { SetQuotaInput } from "@/lib/admin-api/client/quotas";
import type { Problems } from "../forms/use-draft";
import type { QuotaScopeKind } from "./scope-words";

/** What a new quota is about, as the form has it. */
export interface ScopeDraft {
  kind: QuotaScopeKind;
  /** Id, tag or end user; empty while none is chosen. */
  id: string;
  modelId: string;
  /** For end users: each for itself. */
  each: boolean;
}

/** Paths of the scope in the API, as the form shows them. */
export const SCOPE_FIELDS = ["scope.kind", "scope.id", "scope.modelId"];

const TAG = /^[A-Za-z0-9_.-]{1,40}=[^,]+$/;

/** Whether a scope is one of something at one model. */
export const needsModel = (kind: QuotaScopeKind) => kind === "key_model" || kind === "team_model";

const NOUNS: Partial<Record<QuotaScopeKind, string>> = {
  team: "team",
  team_model: "team",
  project: "project",
  key: "key",
  key_model: "key",
  person: "person",
  model: "model",
  provider: "provider",
};

/** What can be known before asking the API. */
export function checkScopeDraft(draft: ScopeDraft): Problems {
  return {
    "scope.id": idProblem(draft),
    "scope.modelId": needsModel(draft.kind) && draft.modelId === "" ? "Choose the model." : undefined,
  };
}

/** The draft as the API takes it. */
export function scopeOf(draft: ScopeDraft, organizationId: string): SetQuotaInput["scope"] {
  const modelId = needsModel(draft.kind) ? draft.modelId : null;
  if (draft.kind === "organization") return { kind: draft.kind, id: organizationId, modelId };
  if (draft.kind === "end_user" && draft.each) return { kind: draft.kind, id: "*", modelId };
  return { kind: draft.kind, id: draft.id.trim(), modelId };
}

function idProblem({ kind, id, each }: ScopeDraft): string | undefined {
  const typed = id.trim();
  if (kind === "organization" || (kind === "end_user" && each)) return undefined;
  if (kind === "tag") return TAG.test(typed) ? undefined : "Type a tag as name=value, such as feature=search.";
  if (kind === "end_user") return typed === "" || typed === "*" ? "Type the name that calls send as user." : undefined;
  return typed === "" ? `Choose the ${NOUNS[kind] ?? "subject"}.` : undefined;
}
