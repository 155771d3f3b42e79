import { formatCompact } from "./format/format-number";
import { formatSpan } from "./format/format-time";
import { formatUsd } from "./format/format-usd";

/** Where a quota stands. Amounts are decimal strings in the unit: USD, tokens, requests, calls at once. */
export interface QuotaStanding {
  unit: "usd" | "tokens" | "input_tokens" | "output_tokens" | "requests" | "concurrent";
  settled: string;
  held: string;
  limit: string;
  /** RFC 3339; null when it never resets by itself. */
  resetsAt: string | null;
  /** Where it ends at the pace so far; null when there is too little to judge by. */
  projected?: string | null;
  /** False: a soft limit, which warns and lets calls through. */
  hard?: boolean;
}

const NOUNS: Record<QuotaStanding["unit"], string> = {
  usd: "",
  tokens: " tokens",
  input_tokens: " input tokens",
  output_tokens: " output tokens",
  requests: " requests",
  concurrent: " at once",
};

function amount(value: string, unit: QuotaStanding["unit"], limit = false): string {
  return unit === "usd" ? formatUsd(value, { wholeWhenRound: limit }) : formatCompact(Number(value));
}

/** The words below a quota bar: `$142.10 of $200 · $3.20 held · resets in 9 days · on course for $188`. `now` is epoch ms. */
export function describeQuota(standing: QuotaStanding, now: number): string {
  const { unit, settled, held, limit, resetsAt, projected } = standing;
  const parts = [`${amount(settled, unit)} of ${amount(limit, unit, true)}${NOUNS[unit]}`];
  if (Number(held) > 0) parts.push(`${amount(held, unit)} held`);
  if (resetsAt !== null) parts.push(`resets in ${formatSpan(Date.parse(resetsAt) - now)}`);
  if (projected) parts.push(`on course for ${amount(projected, unit, true)}`);
  if (standing.hard === false) parts.push("soft limit");
  return parts.join(" · ");
}

export type QuotaMood = "calm" | "soon" | "over";

/** Shares of the bar (0 to 1, together at most 1) and how it feels: soon from 80 %, over when nothing is free. */
export function quotaShares(standing: QuotaStanding): { settled: number; held: number; mood: QuotaMood } {
  const limit = Number(standing.limit);
  if (limit <= 0) return { settled: 1, held: 0, mood: "over" };
  const settled = Math.min(1, Number(standing.settled) / limit);
  const held = Math.min(1 - settled, Number(standing.held) / limit);
  const taken = settled + held;
  return { settled, held, mood: settled >= 1 ? "over" : taken >= 0.8 ? "soon" : "calm" };
}
