import type { Admission, Amounts, Quota, QuotaEngine, QuotaRefusal, QuotaUnit } from "@/lib/quotas/contract";
import { limitAt } from "@/lib/quotas/limit-at";
import type { GatewayDeps } from "../deps";
import { type CallSize, leastSize, type Sizing, sizeByBytes, sizeByCount } from "./size-call";

/** A prompt is counted when fewer calls of its size by bytes fit into a quota than this. */
const ROOMY = 200;

interface Request {
  requestId: string;
  quotas: readonly Quota[];
  holdMs: number;
}

/**
 * Holds the size of a call in its quotas. Far from every limit the size by bytes is good enough; where room is scarce, or when that size
 * is refused, the tokens are counted, so that nobody is refused for an estimate. Throws AppError `policy_unavailable`.
 */
export async function reserve(
  request: Request,
  sizing: Sizing,
  deps: GatewayDeps,
): Promise<{ size: CallSize; admission: Admission }> {
  const rough = sizeByBytes(sizing);
  const size = isScarce(request.quotas, rough, deps.quotas) ? countIfWorth(request.quotas, sizing, rough, deps) : rough;
  const admission = await deps.quotas.admit({ ...request, estimate: size });
  if (admission.kind === "admitted" || size.input !== "bytes") return { size, admission };
  if (!mayFit(admission.by, sizing)) return { size, admission };
  const counted = sizeByCount(sizing, deps);
  if (counted === null || counted.inputTokens >= size.inputTokens) return { size, admission };
  return { size: counted, admission: await deps.quotas.admit({ ...request, estimate: counted }) };
}

/** Whether what refused the size by bytes might have room for the call's true size. */
function mayFit({ quota, used, held, maxPerCall }: QuotaRefusal, sizing: Sizing): boolean {
  if (!isSized(quota)) return false;
  const room = Math.min(Number(limitAt(quota) - used - held), Number(maxPerCall));
  return needOf(quota.unit, leastSize(sizing)) <= room;
}

/** Whether a hard quota of money or tokens has no room for many calls of this size, or is one this process has not met yet. */
function isScarce(quotas: readonly Quota[], size: Amounts, engine: QuotaEngine): boolean {
  for (const quota of quotas) {
    if (!isSized(quota)) continue;
    const free = freeOf(quota, engine);
    if (free === null || needOf(quota.unit, size) * ROOMY > free) return true;
  }
  return false;
}

/** No count for a call that is refused whatever it says: hammering on a used-up budget stays cheap. */
function countIfWorth(quotas: readonly Quota[], sizing: Sizing, rough: CallSize, deps: GatewayDeps): CallSize {
  const least = leastSize(sizing);
  for (const quota of quotas) {
    if (!isSized(quota)) continue;
    const free = freeOf(quota, deps.quotas);
    if (free !== null && needOf(quota.unit, least) > free) return rough;
  }
  return sizeByCount(sizing, deps) ?? rough;
}

/** Enforced, and in a unit that the size of a call matters for. */
function isSized(quota: Quota): boolean {
  return quota.hard && !quota.shadow && quota.unit !== "requests" && quota.unit !== "concurrent";
}

function freeOf(quota: Quota, engine: QuotaEngine): number | null {
  const seen = engine.peek(quota);
  return seen === null ? null : Number(limitAt(quota)) - seen.used - seen.held;
}

function needOf(unit: QuotaUnit, size: Amounts): number {
  switch (unit) {
    case "usd_micros":
      return Number(size.costMicros ?? 0n);
    case "tokens":
      return size.inputTokens + size.outputTokens;
    case "input_tokens":
      return size.inputTokens;
    case "output_tokens":
      return size.outputTokens;
    case "requests":
    case "concurrent":
      return 1;
  }
}
