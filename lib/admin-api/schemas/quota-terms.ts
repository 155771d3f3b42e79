import { z } from "zod";

export const quotaUnit = z.enum(["usd", "tokens", "input_tokens", "output_tokens", "requests", "concurrent"]);
export const quotaWindow = z
  .enum(["minute", "hour", "day", "week", "month", "quarter", "days", "lifetime", "now"])
  .meta({
    description:
      "`minute` and `hour` roll; `now` goes with `concurrent`; the others are calendar windows in the organization's time zone.",
  });
export const onStoreDown = z.enum(["deny", "last_known", "allow"]).meta({
  description: "What a call meets that needs the store while the store is away.",
});
export const windowDays = z.int().min(1).max(366).meta({ description: "How long a `days` window is.", example: 14 });
export const maxCallPercent = z
  .int()
  .min(1)
  .max(100)
  .meta({ description: "The share of the limit that one call may hold at most.", example: 25 });
export const anchor = z.iso.date().meta({
  description: "A local date on which a window begins: `week`, `month`, `quarter` and `days` only.",
  example: "2026-01-15",
});

export const alertPercents = z
  .array(z.int().min(1).max(1_000))
  .max(10)
  .transform((marks) => [...new Set(marks)].sort((a, b) => a - b))
  .meta({ description: "Shares of the limit, in percent, at which somebody is told.", example: [80, 100] });

/** A limit in its unit: USD with at most six decimals, or a whole number. No sign, no exponent. */
export const quotaLimit = z
  .string()
  .trim()
  .regex(/^\d{1,12}(\.\d{1,6})?$/, "must be a number without a sign or exponent, such as 200 or 12.50")
  .meta({ example: "200.00" });

/** The fields of a quota to be, without its scope. */
export const terms = z.strictObject({
  unit: quotaUnit,
  window: quotaWindow,
  windowDays: windowDays.nullish(),
  anchor: anchor.nullish(),
  limit: quotaLimit,
  hard: z.boolean().default(true),
  shadow: z.boolean().default(false).meta({ description: "Evaluated and counted, never enforced." }),
  onStoreDown: onStoreDown.default("last_known"),
  maxCallPercent: maxCallPercent.default(100),
  alertPercents: alertPercents.default([80, 100]),
});

const ANCHORED: ReadonlySet<string> = new Set(["week", "month", "quarter", "days"]);
const COUNTED: ReadonlySet<string> = new Set(["requests", "concurrent"]);

/** What no single field can say: which window goes with which unit, what needs a length, what may have decimals. */
export function checkTerms(terms: z.output<typeof termsShape>, context: z.RefinementCtx): void {
  const refuse = (field: string, message: string) => context.addIssue({ code: "custom", path: [field], message });
  if ((terms.unit === "concurrent") !== (terms.window === "now")) {
    refuse("window", "concurrent goes with the window now, and only with it");
  }
  if ((terms.window === "days") !== (typeof terms.windowDays === "number")) {
    refuse("windowDays", "goes with the window days, and only with it");
  }
  if (typeof terms.anchor === "string" && !ANCHORED.has(terms.window)) {
    refuse("anchor", "goes with the windows week, month, quarter and days only");
  }
  if (terms.unit !== "usd" && terms.limit.includes(".")) refuse("limit", "must be a whole number for this unit");
  if (COUNTED.has(terms.unit) && terms.maxCallPercent !== 100) {
    refuse("maxCallPercent", "goes with spend and tokens only: a call is one request");
  }
}

const termsShape = terms;

/** A quota to be, without its scope. */
export const quotaTerms = terms.superRefine(checkTerms).meta({ id: "QuotaTerms" });

export type QuotaTermsInput = z.input<typeof quotaTerms>;
