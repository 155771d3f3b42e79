import type { QuotaView } from "@/lib/admin-api/client/quotas";

export type QuotaScopeKind = QuotaView["scope"]["kind"];

/** Words of each kind of scope, outermost first: for one, for many, and in a list to pick from. */
export const SCOPES: Record<QuotaScopeKind, { one: string; many: string; pick: string; hint: string }> = {
  organization: {
    one: "Organization",
    many: "Organization",
    pick: "The organization",
    hint: "Every call of everybody.",
  },
  team: { one: "Team", many: "Teams", pick: "A team", hint: "All keys of all its projects together." },
  team_model: {
    one: "Team",
    many: "Teams at one model",
    pick: "A team at one model",
    hint: "What a team may do with one model.",
  },
  project: { one: "Project", many: "Projects", pick: "A project", hint: "All its keys together." },
  key: { one: "Key", many: "Keys", pick: "A key", hint: "One virtual key." },
  key_model: {
    one: "Key",
    many: "Keys at one model",
    pick: "A key at one model",
    hint: "What a key may do with one model.",
  },
  person: { one: "Person", many: "People", pick: "A person", hint: "All keys that the person owns." },
  end_user: {
    one: "End user",
    many: "End users",
    pick: "End users",
    hint: "Whom calls name in user, with keys that may attribute.",
  },
  tag: { one: "Tag", many: "Tags", pick: "A tag", hint: "Every call that carries the tag, of any team." },
  model: { one: "Model", many: "Models", pick: "A model", hint: "Every call that asks for the model." },
  provider: { one: "Provider", many: "Providers", pick: "A provider", hint: "Every call that goes to the provider." },
};

/** The kinds of scope, outermost first. */
export const SCOPE_KINDS = Object.keys(SCOPES) as QuotaScopeKind[];

/** Whose quota it is: "Team Search", "Key search-production at gpt-5-mini", "Each end user". */
export function scopeName(scope: QuotaView["scope"]): string {
  if (isEachEndUser(scope)) return "Each end user";
  if (scope.kind === "organization") return scope.name;
  const name = `${SCOPES[scope.kind].one} ${scope.name}`;
  return scope.model ? `${name} at ${scope.model.name}` : name;
}

/** Whose quota it is, seen from a key: "Team Search", "This key at gpt-5-mini". */
export function scopeNameFromKey(scope: QuotaView["scope"]): string {
  if (scope.kind === "key") return "This key";
  return scope.kind === "key_model" ? `This key at ${scope.model?.name ?? "one model"}` : scopeName(scope);
}

/** Such a quota has as many standings as there are end users. */
export function isEachEndUser(scope: QuotaView["scope"]): boolean {
  return scope.kind === "end_user" && scope.id === "*";
}

/** The page of what a quota is about; null for what has none. */
export function scopeHref({ kind, id, team }: QuotaView["scope"]): string | null {
  switch (kind) {
    case "team":
    case "team_model":
      return `/teams/${id}`;
    case "project":
      return team === null ? null : `/teams/${team.id}?project=${id}`;
    case "key":
    case "key_model":
      return `/keys/${id}`;
    case "model":
      return `/models/${id}`;
    case "provider":
      return `/providers/${id}`;
    case "organization":
    case "person":
    case "end_user":
    case "tag":
      return null;
  }
}
