import type { QuotaSettings, QuotaTerms } from "@/db/queries/quotas-admin/write-quota";
import type { QuotaTermsInput } from "@/lib/admin-api/schemas/quotas";
import { invalidField } from "@/lib/errors/admin-error";
import { microsFromUsd, usdFromMicros } from "@/lib/money";
import type { QuotaUnit } from "@/lib/quotas/contract";

type ApiUnit = QuotaTermsInput["unit"];

/** A quota's terms from what a person wrote: USD becomes micro-USD. Throws AdminError `invalid_request`. */
export function readQuotaTerms(terms: QuotaTermsInput & { hard: boolean }, path: string): QuotaTerms {
  const { window, hard } = terms;
  return {
    unit: storedUnit(terms.unit),
    window,
    windowDays: terms.windowDays ?? null,
    anchor: terms.anchor ?? null,
    limit: readAmount(terms.unit, terms.limit, path),
    hard,
    shadow: terms.shadow ?? false,
    onStoreDown: terms.onStoreDown ?? "last_known",
    maxCallPercent: terms.maxCallPercent ?? 100,
    alertPercents: terms.alertPercents ?? [80, 100],
  };
}

/** An amount in its unit. Throws AdminError `invalid_request` for decimals of anything but USD. */
export function readAmount(unit: ApiUnit, text: string, path: string): bigint {
  const amount = unit === "usd" ? microsFromUsd(text) : wholeNumber(text);
  if (amount === null) throw invalidField(path, "must be a whole number for this unit");
  return amount;
}

/** An amount in `unit` as the API writes it. */
export function showAmount(unit: QuotaUnit, amount: bigint): string {
  return unit === "usd_micros" ? usdFromMicros(amount) : amount.toString();
}

/** The unit as the API calls it. */
export function shownUnit(unit: QuotaUnit): ApiUnit {
  return unit === "usd_micros" ? "usd" : unit;
}

/** Settings as the audit log has them. */
export function showSettings(unit: QuotaUnit, settings: QuotaSettings) {
  const { limit, hard, shadow, onStoreDown, maxCallPercent, alertPercents } = settings;
  return { limit: showAmount(unit, limit), hard, shadow, onStoreDown, maxCallPercent, alertPercents };
}

/** Terms as the audit log has them. */
export function showTerms(terms: QuotaTerms) {
  const { unit, window, windowDays, anchor } = terms;
  return { unit, window, windowDays, anchor, ...showSettings(unit, terms) };
}

function storedUnit(unit: ApiUnit): QuotaUnit {
  return unit === "usd" ? "usd_micros" : unit;
}

function wholeNumber(text: string): bigint | null {
  return /^\d{1,18}$/.test(text) ? BigInt(text) : null;
}
