import type { QuotaRow } from "@/db/queries/quotas-admin/list-quotas";
import { usdFromMicros } from "@/lib/money";

const CENT_MICROS = 10_000n;
const SCOPES: Readonly<Partial<Record<QuotaRow["scopeKind"], string>>> = {
  end_user: "end user",
  key_model: "key",
  team_model: "team",
};
const WINDOWS: Readonly<Record<QuotaRow["window"], string>> = {
  minute: "a minute",
  hour: "an hour",
  day: "today",
  week: "this week",
  month: "this month",
  quarter: "this quarter",
  days: "this period",
  lifetime: "in total",
  now: "at once",
};

/** An amount in a quota's unit: `$402.10`, `1,200,000 tokens`. Parts of a cent are cut, never rounded up. */
export function amountInWords(amount: bigint, unit: QuotaRow["unit"]): string {
  if (unit !== "usd_micros") return `${amount.toLocaleString("en-US")} ${unit.replace("_", " ")}`;
  const isSmall = amount > 0n && amount < CENT_MICROS;
  return isSmall ? "<$0.01" : `$${usdFromMicros((amount / CENT_MICROS) * CENT_MICROS)}`;
}

/** `Budget of team “search” this month`. */
export function quotaInWords({ scopeKind, scopeName, scopeModelName, unit, window }: QuotaRow): string {
  const what = unit === "usd_micros" ? "Budget" : "Limit";
  const scope = `${SCOPES[scopeKind] ?? scopeKind} “${scopeName}”${scopeModelName === null ? "" : ` on ${scopeModelName}`}`;
  return `${what} of ${scope} ${WINDOWS[window]}`;
}

/** `2 December, 00:00 UTC`. */
export function momentInWords(at: Date, timeZone: string): string {
  const day = at.toLocaleDateString("en-GB", { timeZone, day: "numeric", month: "long" });
  return `${day}, ${at.toLocaleTimeString("en-GB", { timeZone, hour: "2-digit", minute: "2-digit", timeZoneName: "short" })}`;
}
