import { LRUCache } from "lru-cache";
import type { Quota, QuotaScopeKind } from "@/lib/quotas/contract";
import type { Caller } from "./caller";

const NONE: readonly Quota[] = [];
/** So many end users' quotas are remembered; others are made again. */
const MAX_END_USERS = 10_000;

interface CallerQuotas {
  own: readonly Quota[];
  byModel: Map<string, readonly Quota[]>;
}

/** The quotas of one policy version, found by what they are about. What does not change from call to call is found once per caller. */
export class QuotaIndex {
  readonly #byScope = new Map<QuotaScopeKind, Map<string, Quota[]>>();
  readonly #everyEndUser: readonly Quota[];
  readonly #endUsers = new LRUCache<string, readonly Quota[]>({ max: MAX_END_USERS });
  readonly #callers = new WeakMap<Caller, CallerQuotas>();
  /** Whether any quota is about what only the call tells: its providers, its end user or its tags. */
  readonly hasOfCalls: boolean;

  constructor(quotas: readonly Quota[]) {
    for (const quota of quotas) this.#add(quota);
    this.#everyEndUser = this.of("end_user", "*");
    this.hasOfCalls = (["provider", "end_user", "tag"] as const).some((kind) => this.#byScope.has(kind));
  }

  /** Those of one scope; `modelId` for `key_model` and `team_model`. */
  of(kind: QuotaScopeKind, id: string, modelId: string | null = null): readonly Quota[] {
    return this.#byScope.get(kind)?.get(placeOf(id, modelId)) ?? NONE;
  }

  /** Those that apply to a key whatever it asks, outermost first. */
  ofCaller(caller: Caller): readonly Quota[] {
    return this.#caller(caller).own;
  }

  /** Those that apply whenever a key calls a model, outermost first. */
  ofCallerAt(caller: Caller, modelId: string): readonly Quota[] {
    const { own, byModel } = this.#caller(caller);
    const known = byModel.get(modelId);
    if (known !== undefined) return known;
    const found = [
      ...own,
      ...this.of("model", modelId),
      ...this.of("team_model", caller.teamId, modelId),
      ...this.of("key_model", caller.keyId, modelId),
    ];
    byModel.set(modelId, found);
    return found;
  }

  /** Those about one end user by name, and those about each: with windows of its own. */
  ofEndUser(name: string): readonly Quota[] {
    if (!this.#byScope.has("end_user")) return NONE;
    const known = this.#endUsers.get(name);
    if (known !== undefined) return known;
    const subject = storable(name);
    const named = subject === "*" ? NONE : this.of("end_user", subject);
    const found = [...named, ...this.#everyEndUser.map((quota) => ({ ...quota, subject, scopeName: subject }))];
    this.#endUsers.set(name, found);
    return found;
  }

  #caller(caller: Caller): CallerQuotas {
    const known = this.#callers.get(caller);
    if (known !== undefined) return known;
    const own = [
      ...this.of("organization", caller.organizationId),
      ...this.of("team", caller.teamId),
      ...this.of("project", caller.projectId),
      ...(caller.ownerId === null ? NONE : this.of("person", caller.ownerId)),
      ...caller.tags.flatMap((tag) => this.of("tag", tag)),
      ...this.of("key", caller.keyId),
    ];
    const found = { own, byModel: new Map() };
    this.#callers.set(caller, found);
    return found;
  }

  #add(quota: Quota): void {
    const places = this.#byScope.get(quota.scopeKind) ?? new Map<string, Quota[]>();
    this.#byScope.set(quota.scopeKind, places);
    const place = placeOf(quota.scopeId, quota.scopeModelId);
    const there = places.get(place);
    if (there === undefined) places.set(place, [quota]);
    else there.push(quota);
  }
}

function placeOf(id: string, modelId: string | null): string {
  return modelId === null ? id : `${id} ${modelId}`;
}

/** A name as Postgres can store it: it knows neither halves of characters nor the one numbered zero. */
function storable(name: string): string {
  return name.toWellFormed().replaceAll("\0", "\uFFFD");
}
