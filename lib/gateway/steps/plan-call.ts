import { AppError } from "@/lib/errors/app-error";
import type { Caller } from "@/lib/policy/caller";
import type { ModelPolicy, PolicySnapshot } from "@/lib/policy/snapshot";
import { type Plan, planTargets } from "@/lib/routing/plan";
import type { Asked } from "../asked";
import type { Exchange } from "../exchange";

/** Whether a key's list allows a model name: `*` is every model, an empty list is none. */
export function allowsModel(caller: Caller, name: string): boolean {
  return caller.allowedModels.includes("*") || caller.allowedModels.includes(name);
}

/**
 * Step 3: model → deployments → order. Throws AppError `model_not_allowed`, `model_not_found`. A name the key may not use
 * and a name that does not exist are told apart only for keys that may use every model, so a key cannot probe for names.
 */
export function planCall(caller: Caller, asked: Asked, exchange: Exchange, snapshot: PolicySnapshot): Plan {
  const startedMs = exchange.elapsedMs();
  const model = snapshot.models.get(asked.model);
  if (!allowsModel(caller, asked.model)) {
    exchange.note("plan", "refused", startedMs, { model: asked.model, reason: "not among the key's models" });
    const allowed = caller.allowedModels.slice(0, 10).join(", ");
    const may = allowed === "" ? "It may use no model yet" : `It may use: ${allowed}`;
    throw new AppError(
      "model_not_allowed",
      `Virtual key "${caller.keyName}" may not use model "${asked.model}". ${may}.`,
      { param: "model" },
    );
  }
  if (model === undefined || model.deployments.length === 0) {
    exchange.note("plan", "refused", startedMs, {
      model: asked.model,
      reason: model ? "no active deployment" : "unknown model",
    });
    throw new AppError("model_not_found", notFoundSentence(asked.model, model), { param: "model" });
  }
  exchange.model = model;
  const plan = planTargets(model);
  notePlan(exchange, startedMs, plan);
  return plan;
}

/** One target is in the record anyway. */
function notePlan(exchange: Exchange, startedMs: number, { targets }: Plan): void {
  if (targets.length === 1) exchange.note("plan", "planned", startedMs);
  else exchange.note("plan", "planned", startedMs, { targets: targets.map(describeTarget).join(" → ") });
}

function notFoundSentence(name: string, model: ModelPolicy | undefined): string {
  if (model === undefined)
    return `Model "${name}" does not exist here. GET /api/v1/models lists what this key may use.`;
  return `Model "${name}" has no active deployment. Ask an administrator to enable one.`;
}

function describeTarget(target: Plan["targets"][number]): string {
  return `${target.upstreamModel} at ${target.providerName}`;
}
