import type { TraceNote } from "@/lib/ledger/contract";
import type { DeploymentPolicy } from "@/lib/policy/snapshot";
import type { QuotaStanding } from "@/lib/quotas/contract";
import type { Exchange } from "../exchange";
import type { Reply } from "../reply";
import { quotaHeaders, usd } from "./quota-headers";

/**
 * The headers of product.md section 4 on every answered call. On the hot path: text that does not change is kept with its quota or
 * its target, numbers are plain, and of many quotas only the tightest become text.
 */
export function callHeaders(call: {
  reply: Reply;
  standings: readonly QuotaStanding[];
  exchange: Exchange;
}): Record<string, string> {
  const { reply, exchange } = call;
  const headers: Record<string, string> = {
    "x-request-id": exchange.requestId,
    "x-gatehouse-model": exchange.model?.name ?? "",
    "x-gatehouse-provider": providerName(reply.target),
    "x-gatehouse-attempts": exchange.attempts.length === 1 ? "1" : String(exchange.attempts.length),
    "x-gatehouse-cache": "bypass",
    "server-timing": serverTiming(exchange.trace),
  };
  Object.assign(headers, exchange.headers);
  if (reply.target.simulated) headers["x-gatehouse-simulated"] = "true";
  if (reply.upstreamRequestId !== null) headers["x-upstream-request-id"] = visible(reply.upstreamRequestId);
  if (reply.body.kind === "stream" && reply.contentType === undefined) {
    headers["content-type"] = "text/event-stream; charset=utf-8";
    headers["cache-control"] = "no-cache, no-transform";
    headers["x-accel-buffering"] = "no";
  } else {
    headers["content-type"] = reply.contentType ?? "application/json";
    const cost = reply.body.kind === "whole" ? exchange.costMicros() : null;
    if (cost !== null) headers["x-gatehouse-cost-usd"] = usd(Number(cost));
  }
  if (call.standings.length > 0) quotaHeaders(headers, call.standings);
  return headers;
}

/** One entry per step, in milliseconds; put together from whole microseconds, because fractions are dear to print. */
function serverTiming(trace: readonly TraceNote[]): string {
  let text = "";
  for (const [step, , , micros] of trace) {
    const whole = Math.floor(micros / 1000);
    const rest = micros - whole * 1000;
    const zeros = rest < 10 ? "00" : rest < 100 ? "0" : "";
    text += `${text === "" ? "" : ", "}${TOKENS.get(step) ?? step};dur=${whole}.${zeros}${rest}`;
  }
  return text;
}

/** Steps whose names are no tokens of a header. */
const TOKENS: ReadonlyMap<string, string> = new Map(
  ["screen prompt", "screen answer", ...Array.from({ length: 20 }, (_, n) => `attempt ${n + 1}`)].map((step) => [
    step,
    step.replace(" ", "-"),
  ]),
);

const PROVIDER_NAMES = new WeakMap<DeploymentPolicy, string>();

function providerName(target: DeploymentPolicy): string {
  let name = PROVIDER_NAMES.get(target);
  if (name === undefined) {
    name = visible(target.providerName);
    PROVIDER_NAMES.set(target, name);
  }
  return name;
}

/** Names come from people and ids from elsewhere: only visible ASCII may stand in a header. */
function visible(text: string): string {
  let end = 0;
  while (end < text.length && isVisible(text.charCodeAt(end))) end += 1;
  if (end === text.length && end <= 200) return text;
  return text.replace(/[^\x20-\x7e]/g, "?").slice(0, 200);
}

function isVisible(code: number): boolean {
  return code >= 0x20 && code <= 0x7e;
}
