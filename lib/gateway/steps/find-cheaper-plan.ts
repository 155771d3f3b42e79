import { AppError } from "@/lib/errors/app-error";
import type { ModelPolicy } from "@/lib/policy/snapshot";
import { isAllowed } from "@/lib/policy/wildcard";
import { estimateCost } from "@/lib/pricing/estimate-cost";
import type { ProviderAdapter } from "@/lib/providers/contract";
import { type Plan, planTargets } from "@/lib/routing/plan";
import type { Asked } from "../asked";
import type { GatewayDeps } from "../deps";
import type { PlannedCall } from "../planned-call";
import { findRelay } from "./find-relay";
import { neededCapabilities } from "./needed-capabilities";
import { openSizing, sizeByBytes } from "./size-call";

type Found = { kind: "plan"; plan: Plan } | { kind: "none"; reason: string };

const FREE = { inputTokens: 0, outputTokens: 0 };

/**
 * A plan for the model called `name`, if this key may use it, it can take this very call, and it is priced and cheaper for it.
 * Otherwise why not, for the trace.
 */
export function findCheaperPlan(
  call: PlannedCall & { lowered: number | null; name: string },
  deps: GatewayDeps,
): Found {
  const { caller, asked, snapshot, name } = call;
  const model = snapshot.names.find(name);
  if (model === undefined || model.deployments.length === 0) return none("no such model is active");
  if (!isAllowed(caller.allowedModels, name)) return none("the key may not use it");
  const targets = planTargets(model).targets.filter(
    ({ price }) => price !== null && estimateCost(FREE, price) !== null,
  );
  if (targets.length === 0) return none("it has no price");
  const plan = { model, targets };
  const unfit = whyUnfit(call, plan, deps) ?? whyTooSmall(asked, model, call.lowered);
  if (unfit !== null) return none(unfit);
  return isCheaper(call, plan, deps) ? { kind: "plan", plan } : none("it is not cheaper for this call");
}

function none(reason: string): Found {
  return { kind: "none", reason };
}

function isCheaper(call: PlannedCall & { lowered: number | null }, plan: Plan, deps: GatewayDeps): boolean {
  const now = sizeByBytes(openSizing(call, deps)).costMicros;
  const then = sizeByBytes(openSizing({ ...call, plan }, deps)).costMicros;
  return now !== null && then !== null && then < now;
}

function whyTooSmall(asked: Asked, model: ModelPolicy, lowered: number | null): string | null {
  const room = model.contextWindow ?? Number.POSITIVE_INFINITY;
  if (asked.inputTokensEstimate > room) return "the prompt may be too long for it";
  const most = lowered ?? asked.maxTokens ?? 0;
  return most > (model.maxOutputTokens ?? most) ? `it makes at most ${model.maxOutputTokens} tokens` : null;
}

/** Null when every target can take the call. */
function whyUnfit(
  { asked, exchange }: PlannedCall,
  { model, targets }: Plan,
  { findAdapter }: GatewayDeps,
): string | null {
  const needed = neededCapabilities(asked);
  if (asked.objectIds !== undefined) return "what the call builds on is at its own provider";
  if (asked.prompt.soundChars + asked.prompt.fileChars + asked.prompt.references > 0)
    return "sound and files stay where they are";
  for (const target of targets) {
    const adapter = findAdapter(target.adapterId);
    const own = adapter?.describeModel?.(target.upstreamModel).capabilities ?? {};
    const missing = needed.find((name) => model.capabilities[name] === false || own[name] === false);
    if (missing !== undefined) return `it does not take ${missing}`;
    const refusal =
      adapter === undefined
        ? "its provider is unknown"
        : refusalOf(adapter, asked, { plan: { model, targets }, target, dialect: exchange.start.dialect });
    if (refusal !== null) return refusal;
  }
  return null;
}

/** What translating the call for a target refuses; the caller's own dialect is relayed and refuses nothing. */
function refusalOf(
  adapter: ProviderAdapter,
  asked: Asked,
  { plan, target, dialect }: { plan: Plan; target: Plan["targets"][number]; dialect: string },
): string | null {
  if (adapter.chat === undefined) return "its provider cannot chat";
  if (asked.isForeign !== true && findRelay(adapter, dialect, target) !== null) return null;
  const { model } = plan;
  const { baseUrl, upstreamModel, settings } = target;
  const { capabilities, maxOutputTokens } = model;
  try {
    adapter.chat.buildRequest(asked.toHub(), {
      baseUrl,
      upstreamModel,
      settings,
      capabilities,
      maxOutputTokens,
      credential: null,
    });
    return null;
  } catch (error) {
    if (error instanceof AppError) return error.message;
    throw error;
  }
}
