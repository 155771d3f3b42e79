import type { TraceNote } from "@/lib/ledger/contract";
import type { QuotaStanding } from "@/lib/quotas/contract";
import type { Exchange } from "../exchange";
import type { Reply } from "../reply";
import { amount } from "./explain-refusal";

/** The headers product.md section 4 promises on every answered call. */
export function callHeaders(call: {
  reply: Reply;
  standings: readonly QuotaStanding[];
  exchange: Exchange;
}): Record<string, string> {
  const { reply, exchange } = call;
  const headers: Record<string, string> = {
    "x-request-id": exchange.requestId,
    "x-gatehouse-model": exchange.model?.name ?? "",
    "x-gatehouse-provider": headerText(reply.target.providerName),
    "x-gatehouse-attempts": String(exchange.attempts.length),
    "x-gatehouse-cache": "bypass",
    "server-timing": serverTiming(exchange.trace),
  };
  if (reply.target.simulated) headers["x-gatehouse-simulated"] = "true";
  if (reply.upstreamRequestId !== null) headers["x-upstream-request-id"] = headerText(reply.upstreamRequestId);
  const cost = reply.body.kind === "whole" ? exchange.costMicros() : null;
  if (cost !== null) headers["x-gatehouse-cost-usd"] = amount(cost, "usd_micros");
  addRateLimit(headers, "requests", tightest(call.standings, "requests"));
  addRateLimit(headers, "tokens", tightest(call.standings, "tokens"));
  return headers;
}

/** The quota of a unit with the least left, per-minute ones only: budgets are no rate limits. */
function tightest(standings: readonly QuotaStanding[], unit: "requests" | "tokens"): QuotaStanding | null {
  let found: QuotaStanding | null = null;
  for (const standing of standings) {
    if (standing.quota.unit !== unit || standing.quota.window !== "minute") continue;
    if (found === null || left(standing) < left(found)) found = standing;
  }
  return found;
}

function left(standing: QuotaStanding): bigint {
  const rest = standing.quota.limit - standing.used - standing.held;
  return rest < 0n ? 0n : rest;
}

function addRateLimit(
  headers: Record<string, string>,
  unit: "requests" | "tokens",
  standing: QuotaStanding | null,
): void {
  if (standing === null) return;
  headers[`x-ratelimit-limit-${unit}`] = standing.quota.limit.toString();
  headers[`x-ratelimit-remaining-${unit}`] = left(standing).toString();
  const resetMs = standing.resetsAt === null ? 60_000 : Math.max(0, standing.resetsAt - Date.now());
  headers[`x-ratelimit-reset-${unit}`] = `${Math.ceil(resetMs / 1000)}s`;
}

function serverTiming(trace: readonly TraceNote[]): string {
  return trace.map((note) => `${note.step.replaceAll(" ", "-")};dur=${note.durationMs}`).join(", ");
}

/** Names come from people: only visible ASCII may stand in a header. */
function headerText(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, "?").slice(0, 200);
}
