import { usdFromMicros } from "@/lib/money";
import type { Quota, QuotaScopeKind, QuotaUnit } from "@/lib/quotas/contract";

const SCOPE_WORDS: Record<QuotaScopeKind, string> = {
  organization: "organization",
  team: "team",
  project: "project",
  key: "virtual key",
  person: "person",
  end_user: "end user",
  model: "model",
  provider: "provider",
  tag: "tag",
  key_model: "virtual key and model",
  team_model: "team and model",
};

const UNIT_WORDS: Record<Exclude<QuotaUnit, "usd_micros">, string> = {
  tokens: "tokens",
  input_tokens: "input tokens",
  output_tokens: "output tokens",
  requests: "requests",
  concurrent: "calls",
};

/** Whose quota it is: `project "search"`, `end user "ann"`, `virtual key and model "bot at gpt-5"`. */
export function scopeWords(quota: Quota): string {
  return `${SCOPE_WORDS[quota.scopeKind]} "${scopeName(quota)}"`;
}

/** The name of who or what is limited; of a quota of each end user, the one that this call is about. */
export function scopeName(quota: Quota): string {
  return quota.subject === "" ? quota.scopeName : quota.subject;
}

/** The window at the end of a sentence: "this month", "in the last minute", "at once". */
export function windowWords(quota: Quota): string {
  switch (quota.window) {
    case "minute":
      return "in the last minute";
    case "hour":
      return "in the last hour";
    case "day":
      return "today";
    case "week":
      return "this week";
    case "month":
      return "this month";
    case "quarter":
      return "this quarter";
    case "days":
      return quota.windowDays === 1 ? "today" : `in these ${quota.windowDays} days`;
    case "lifetime":
      return "in total";
    case "now":
      return "at once";
  }
}

/** The unit as the API names it. */
export function unitName(unit: QuotaUnit): string {
  return unit === "usd_micros" ? "usd" : unit;
}

/** An amount in its unit as a decimal string; micro-USD become USD with at least two decimals, exact. */
export function amount(value: bigint, unit: QuotaUnit): string {
  return unit === "usd_micros" ? usdFromMicros(value) : value.toString();
}

/** An amount in a sentence: "$3.20", "1 request", "60000 tokens". */
export function amountWords(value: bigint, unit: QuotaUnit): string {
  if (unit === "usd_micros") return `$${usdFromMicros(value)}`;
  const words = UNIT_WORDS[unit];
  return `${value} ${value === 1n ? words.slice(0, -1) : words}`;
}
