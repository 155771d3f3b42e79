import { AppError } from "@/lib/errors/app-error";
import type { Meaning } from "@/lib/policy/model-names";
import { isAllowed } from "@/lib/policy/wildcard";
import { type Plan, planTargets } from "@/lib/routing/plan";
import type { AskedCall } from "../asked";
import type { Exchange } from "../exchange";
import type { PlannedCall } from "../planned-call";
import { modelNotAllowed } from "./model-not-allowed";
import { wrongEndpoint } from "./wrong-endpoint";

/**
 * Step 3: name → model → deployments → order. Throws AppError `model_not_allowed`, `model_not_found`, `wrong_endpoint`. A name the key may not use
 * and a name that does not exist are told apart only for keys that may use every model, so a key cannot probe for names. What a key
 * may use is a matter of models: an alias opens nothing.
 */
export function planCall(
  { caller, asked, exchange, snapshot }: Omit<PlannedCall<AskedCall>, "plan">,
  { publicUrl }: { publicUrl: string },
): Plan {
  const startedMs = exchange.elapsedMs();
  const meaning = snapshot.names.meaningOf(asked.model, caller.projectId);
  const { name, model } = meaning;
  if (!isAllowed(caller.allowedModels, name)) {
    exchange.note("plan", "refused", startedMs, { model: name, reason: "not among the key's models" });
    const allowed = caller.allowedModels.slice(0, 10).join(", ");
    const may = allowed === "" ? "It may use no model yet" : `It may use: ${allowed}`;
    const sentence = `Virtual key "${caller.keyName}" may not use model ${wordsFor(asked.model, meaning)}. ${may}.`;
    throw modelNotAllowed(sentence, { keyId: caller.keyId, model: name }, publicUrl);
  }
  if (model === undefined || model.deployments.length === 0) {
    const reason = model ? "no active deployment" : "unknown model";
    exchange.note("plan", "refused", startedMs, { model: name, reason });
    throw new AppError("model_not_found", notFoundSentence(asked.model, meaning), { param: "model" });
  }
  if (model.kind !== (asked.kind ?? "chat") && asked.alsoKinds?.includes(model.kind) !== true) {
    exchange.note("plan", "refused", startedMs, { model: asked.model, reason: `a model for ${model.kind}` });
    throw wrongEndpoint(model);
  }
  exchange.model = model;
  const plan = planTargets(model);
  notePlan(exchange, startedMs, { plan, meaning });
  return plan;
}

/** One target is in the record anyway. */
function notePlan(
  exchange: Exchange,
  startedMs: number,
  { plan: { targets }, meaning: { alias, name } }: { plan: Plan; meaning: Meaning },
): void {
  const detail = {
    ...(alias === null ? {} : { model: name, alias_of: alias.projectId === null ? "organization" : "project" }),
    ...(targets.length === 1 ? {} : { targets: targets.map(describeTarget).join(" → ") }),
  };
  if (alias === null && targets.length === 1) exchange.note("plan", "planned", startedMs);
  else exchange.note("plan", "planned", startedMs, detail);
}

function wordsFor(asked: string, { alias, name }: Meaning): string {
  return alias === null ? `"${asked}"` : `"${name}", which "${asked}" stands for`;
}

function notFoundSentence(asked: string, meaning: Meaning): string {
  const { alias, name, model } = meaning;
  if (model !== undefined)
    return `Model ${wordsFor(asked, meaning)} has no active deployment. Ask an administrator to enable one.`;
  if (alias !== null)
    return `"${asked}" stands for model "${name}", which is not active. Ask an administrator, or whoever looks after the project, to name another.`;
  return `Model "${asked}" does not exist here. GET /api/v1/models lists what this key may use.`;
}

function describeTarget(target: Plan["targets"][number]): string {
  return `${target.upstreamModel} at ${target.providerName}`;
}
