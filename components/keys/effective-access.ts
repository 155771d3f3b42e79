import type { KeyDetail } from "@/lib/admin-api/client/keys";
import type { ModelView } from "@/lib/admin-api/client/models";
import type { QuotaView } from "@/lib/admin-api/client/quotas";
import { quotaName } from "../quotas/quota-words";
import { scopeNameFromKey } from "../quotas/scope-words";
import { modelsNow, workingSecrets } from "./key-words";

/** `stops`: every call is refused. `narrows`: some are. `fine`: it stands in nobody's way. */
export interface AccessFact {
  effect: "stops" | "narrows" | "fine";
  fact: string;
  why: string;
}

export interface ModelAccess {
  name: string;
  title: string;
  simulated: boolean;
  /** Null: a call with this key would find a target. */
  refusedBecause: string | null;
}

export interface EffectiveAccess {
  /** The strongest of the facts. */
  effect: AccessFact["effect"];
  facts: AccessFact[];
  models: ModelAccess[];
}

/** What a key can do right now, and why: its state, its secrets, its models and the limits around it, in the gateway's order. */
export function effectiveAccess(key: KeyDetail, models: readonly ModelView[]): EffectiveAccess {
  const access = modelAccess(key, models);
  const facts = [stateFact(key), secretFact(key), modelFact(key, access), ...limitFacts(key.quotas)];
  const effects = facts.map((fact) => fact.effect);
  const effect = effects.includes("stops") ? "stops" : effects.includes("narrows") ? "narrows" : "fine";
  return { effect, facts, models: access };
}

function stateFact(key: KeyDetail): AccessFact {
  switch (key.status) {
    case "active":
      return {
        effect: "fine",
        fact: "The key is active",
        why: `It acts for project ${key.project.name} of team ${key.team.name}.`,
      };
    case "paused":
      return {
        effect: "stops",
        fact: "The key is paused",
        why: `${key.pausedReason ?? "The runaway guard stopped it."} Every call is refused until it is resumed.`,
      };
    case "suspended":
      return {
        effect: "stops",
        fact: "The key is suspended",
        why: `${key.owner?.name ?? "Its owner"} may no longer sign in. Give the key another owner to let it work again.`,
      };
    case "disabled":
      return { effect: "stops", fact: "The key is disabled", why: "Every call is refused until it is enabled again." };
    case "expired":
      return { effect: "stops", fact: "The key has expired", why: "Give it a later expiry to let it work again." };
    case "revoked":
      return { effect: "stops", fact: "The key is revoked", why: "This is final. Issue another key." };
  }
}

function secretFact(key: KeyDetail): AccessFact {
  const count = workingSecrets(key.secrets).length;
  if (count === 0) return { effect: "stops", fact: "No secret works", why: "Rotate the key to get a new one." };
  const retiring = key.secrets.filter((secret) => secret.status === "retiring").length;
  if (retiring > 0) {
    const which =
      retiring === count ? "It stops" : `${retiring === 1 ? "One of them stops" : `${retiring} of them stop`}`;
    return { effect: "fine", fact: countSecrets(count), why: `${which} when a rotation's overlap ends.` };
  }
  const why = count === 1 ? "Applications send this one." : "Applications may send any of them.";
  return { effect: "fine", fact: countSecrets(count), why };
}

function countSecrets(count: number): string {
  return count === 1 ? "1 secret works" : `${count} secrets work`;
}

function modelFact(key: KeyDetail, access: readonly ModelAccess[]): AccessFact {
  const callable = access.filter((model) => model.refusedBecause === null).length;
  const now = modelsNow(key);
  if (now !== "every" && now.length === 0)
    return { effect: "stops", fact: "No model is allowed", why: "Allow at least one model." };
  if (callable === 0)
    return { effect: "stops", fact: "No model can be called", why: "None of the allowed models has a way to answer." };
  if (callable < access.length)
    return {
      effect: "narrows",
      fact: `${callable} of ${access.length} models can be called`,
      why: "The reasons stand beside the others.",
    };
  const granted = key.modelGrants.length > 0 ? " Some only for a time." : "";
  const why = `${now === "every" ? "Every model, those added later too." : "Any other model is refused."}${granted}`;
  return { effect: "fine", fact: callable === 1 ? "1 model can be called" : `${callable} models can be called`, why };
}

function limitFacts(quotas: readonly QuotaView[]): AccessFact[] {
  const live = quotas.filter((quota) => quota.archivedAt === null && !quota.shadow);
  const full = live.filter(isUsedUp);
  if (live.length === 0)
    return [{ effect: "fine", fact: "No limit applies", why: "Nothing bounds what it may spend." }];
  if (full.length === 0)
    return [
      {
        effect: "fine",
        fact: live.length === 1 ? "1 limit applies and has room" : `${live.length} limits apply and have room`,
        why: "A call must fit into all of them.",
      },
    ];
  return full.map((quota) => ({
    effect: modelOf(quota) === null && quota.scope.kind !== "provider" ? "stops" : "narrows",
    fact: `${quotaName(quota)} of ${scopeNameFromKey(quota.scope)} is used up`,
    why:
      quota.standing?.resetsAt == null
        ? "It has room again when running calls end or the limit is raised."
        : "Calls are refused until it resets or the limit is raised.",
  }));
}

function isUsedUp(quota: QuotaView): boolean {
  return quota.hard && !quota.shadow && quota.standing !== null && Number(quota.standing.free) <= 0;
}

/** The name of the one model a quota is about; null for all others. */
function modelOf({ scope }: QuotaView): string | null {
  return scope.kind === "model" ? scope.name : (scope.model?.name ?? null);
}

function modelAccess(key: KeyDetail, models: readonly ModelView[]): ModelAccess[] {
  const byName = new Map(models.map((model) => [model.name, model]));
  const now = modelsNow(key);
  const names = now === "every" ? models.map((model) => model.name) : now;
  const live = key.quotas.filter((quota) => quota.archivedAt === null && quota.hard && !quota.shadow);
  const usedUp = new Set(live.filter(isUsedUp).map(modelOf));
  const countsMoney = (model: string) =>
    live.some((quota) => quota.unit === "usd" && (modelOf(quota) ?? model) === model);
  return names.map((name) => {
    const model = byName.get(name);
    return {
      name,
      title: model?.title ?? name,
      simulated: model?.simulated ?? false,
      refusedBecause: usedUp.has(name) ? "Its limit is used up" : modelRefusal(model, countsMoney(name)),
    };
  });
}

function modelRefusal(model: ModelView | undefined, countsMoney: boolean): string | null {
  if (model === undefined) return "There is no model of this name";
  if (model.status === "disabled") return "The model is disabled";
  if (!model.callable) return "None of its deployments is on";
  const active = model.deployments.filter((one) => one.status === "active" && one.providerStatus === "active");
  if (countsMoney && active.every((one) => one.price === null)) return "It has no price, and money is limited";
  return null;
}
