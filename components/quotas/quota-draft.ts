import type { QuotaTermsInput, QuotaView, UpdateQuotaInput } from "@/lib/admin-api/client/quotas";
import type { Problems } from "../forms/use-draft";
import { effectOf, type QuotaEffect, switchesOf } from "./quota-effects";
import type { QuotaUnit, QuotaWindow } from "./quota-words";

export interface QuotaDraft {
  unit: QuotaUnit;
  window: QuotaWindow;
  /** As typed. */
  windowDays: string;
  /** A date, or empty for the usual beginning. */
  anchor: string;
  /** As typed: `1,000` and `$200` are understood. */
  limit: string;
  effect: QuotaEffect;
  onStoreDown: QuotaView["onStoreDown"];
  /** As typed. */
  maxCallPercent: string;
  /** As typed: `50, 80, 100`. */
  alertPercents: string;
}

export const EMPTY_QUOTA: QuotaDraft = {
  unit: "usd",
  window: "month",
  windowDays: "14",
  anchor: "",
  limit: "",
  effect: "refuse",
  onStoreDown: "last_known",
  maxCallPercent: "100",
  alertPercents: "80, 100",
};

/** Every path of a quota's form. */
export const QUOTA_FIELDS = [
  "unit",
  "window",
  "windowDays",
  "anchor",
  "limit",
  "hard",
  "shadow",
  "onStoreDown",
  "maxCallPercent",
  "alertPercents",
];

const USD_LIMIT = /^\d{1,12}(\.\d{1,6})?$/;
const WHOLE_LIMIT = /^\d{1,12}$/;
const ANCHORED: ReadonlySet<QuotaWindow> = new Set(["week", "month", "quarter", "days"]);
const COUNTED: ReadonlySet<QuotaUnit> = new Set(["requests", "concurrent"]);

/** Whether a window may begin on a day of one's own. */
export const mayAnchor = (window: QuotaWindow) => ANCHORED.has(window);

/** Whether one call can take more than the smallest share of a quota: a request is a request. */
export const mayShare = (unit: QuotaUnit) => !COUNTED.has(unit);

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
  return amountProblem(limit, unit);
}

/** What is wrong with an amount that is there. */
export function amountProblem(amount: string, unit: QuotaUnit): string | undefined {
  if (amount.startsWith("-")) return "A limit cannot be negative. 0 refuses every call.";
  if (unit === "usd") return USD_LIMIT.test(amount) ? undefined : "Type an amount in USD, such as 200 or 12.50.";
  if (/^\d+\.\d+$/.test(amount)) return "Only USD has decimals: type a whole number.";
  return WHOLE_LIMIT.test(amount) ? undefined : "Type a whole number, such as 60 or 100000.";
}

/** The check of a form with one quota. */
export function checkQuotaDraft(draft: QuotaDraft): Problems {
  return {
    limit: limitProblem(draft.limit, draft.unit),
    windowDays: draft.window === "days" ? wholeBetween(draft.windowDays, 1, 366, "days") : undefined,
    maxCallPercent: mayShare(draft.unit) ? wholeBetween(draft.maxCallPercent, 1, 100, "percent") : undefined,
    alertPercents: marksProblem(draft.alertPercents),
  };
}

/** The draft of a quota that exists. */
export function draftOf(quota: QuotaView): QuotaDraft {
  return {
    unit: quota.unit,
    window: quota.window,
    windowDays: String(quota.windowDays ?? ""),
    anchor: quota.anchor ?? "",
    limit: quota.limit.replace(/\.00$/, ""),
    effect: effectOf(quota),
    onStoreDown: quota.onStoreDown,
    maxCallPercent: String(quota.maxCallPercent),
    alertPercents: quota.alertPercents.join(", "),
  };
}

/** What of a quota that exists may change, as the API takes it. */
export function settingsOf(draft: QuotaDraft): UpdateQuotaInput {
  return {
    limit: plainLimit(draft.limit),
    ...switchesOf(draft.effect),
    onStoreDown: draft.onStoreDown,
    maxCallPercent: mayShare(draft.unit) ? Number(draft.maxCallPercent) : 100,
    alertPercents: marksOf(draft.alertPercents),
  };
}

/** The draft as the API takes it. */
export function termsOf(draft: QuotaDraft): QuotaTermsInput {
  const { unit, window } = draft;
  return {
    unit,
    window,
    ...settingsOf(draft),
    limit: plainLimit(draft.limit),
    windowDays: window === "days" ? Number(draft.windowDays) : null,
    anchor: mayAnchor(window) && draft.anchor !== "" ? draft.anchor : null,
  };
}

/** Typed percentages as numbers. */
function marksOf(typed: string): number[] {
  return typed
    .split(/[\s,;%]+/)
    .filter((mark) => mark !== "")
    .map(Number);
}

function marksProblem(typed: string): string | undefined {
  const marks = marksOf(typed);
  const fits = marks.length <= 10 && marks.every((mark) => Number.isInteger(mark) && mark >= 1 && mark <= 1_000);
  return fits ? undefined : "Type at most ten whole percentages, such as 50, 80, 100. Leave it empty for none.";
}

function wholeBetween(typed: string, least: number, most: number, noun: string): string | undefined {
  const number = Number(typed.trim());
  const fits = /^\d+$/.test(typed.trim()) && number >= least && number <= most;
  return fits ? undefined : `Type a whole number of ${noun} from ${least} to ${most}.`;
}
