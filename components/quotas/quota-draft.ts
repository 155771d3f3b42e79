import type { QuotaTermsInput } from "@/lib/admin-api/client/quotas";
import type { Problems } from "../forms/use-draft";
import type { QuotaUnit, QuotaWindow } from "./quota-words";

export interface QuotaDraft {
  unit: QuotaUnit;
  window: QuotaWindow;
  /** As typed: `1,000` and `$200` are understood. */
  limit: string;
  hard: boolean;
}

const USD_LIMIT = /^\d{1,12}(\.\d{1,6})?$/;
const WHOLE_LIMIT = /^\d{1,12}$/;

/** A typed limit as the API takes it: no currency sign, no separators. */
export function plainLimit(typed: string): string {
  return typed
    .trim()
    .replace(/^\$/, "")
    .replaceAll(/[,\s_]/g, "");
}

/** What is wrong with a typed limit; undefined when nothing is. */
export function limitProblem(typed: string, unit: QuotaUnit): string | undefined {
  const limit = plainLimit(typed);
  if (limit === "") return "Type a limit. To have no limit, do not add one.";
  if (unit === "usd") return USD_LIMIT.test(limit) ? undefined : "Type an amount in USD, such as 200 or 12.50.";
  return WHOLE_LIMIT.test(limit) ? undefined : "Type a whole number, such as 60 or 100000.";
}

/** The check of a form with one quota. */
export function checkQuotaDraft(draft: QuotaDraft): Problems {
  return { limit: limitProblem(draft.limit, draft.unit) };
}

/** The draft as the API takes it. */
export function termsOf(draft: QuotaDraft): QuotaTermsInput {
  return { unit: draft.unit, window: draft.window, limit: plainLimit(draft.limit), hard: draft.hard };
}
