import { z } from "zod";
import { instant } from "./fields";
import { flag } from "./page";
import { idOf } from "./text";

export const quotaScopeKind = z.enum(["organization", "team", "project", "key"]);
export const quotaUnit = z.enum(["usd", "tokens", "requests", "concurrent"]);
export const quotaWindow = z.enum(["minute", "day", "week", "month", "lifetime", "now"]);

const amount = z.string().meta({
  description: "In the quota's unit: USD as a decimal string, otherwise a whole number as a string.",
  example: "200.00",
});

/** Where a quota stands in its current window: `settled + held + free = limit`, unless it is over. */
export const quotaStanding = z
  .object({
    settled: amount,
    held: amount.meta({ description: "Reserved by calls still running.", example: "3.20" }),
    free: amount.meta({ example: "57.90" }),
    resetsAt: instant.nullable().meta({ description: "Null: never by itself." }),
  })
  .meta({ id: "QuotaStanding" });

export const quota = z
  .object({
    id: idOf("quo"),
    scope: z.object({ kind: quotaScopeKind, id: z.string(), name: z.string() }),
    unit: quotaUnit,
    window: quotaWindow,
    limit: amount,
    /** A hard quota refuses; a soft one only shows. */
    hard: z.boolean(),
    createdAt: instant,
    archivedAt: instant.nullable(),
    /** Null for archived quotas, and in the answer of a change: read it again. */
    standing: quotaStanding.nullable(),
    allowedActions: z.array(z.enum(["update", "archive"])),
  })
  .meta({ id: "Quota" });

/** A limit in its unit: USD with at most six decimals, or a whole number. No sign, no exponent. */
export const quotaLimit = z
  .string()
  .trim()
  .regex(/^\d{1,12}(\.\d{1,6})?$/, "must be a number without a sign or exponent, such as 200 or 12.50")
  .meta({ example: "200.00" });

const terms = z.strictObject({
  unit: quotaUnit,
  window: quotaWindow,
  limit: quotaLimit,
  hard: z.boolean().default(true),
});

/** A quota to be, without its scope. `concurrent` goes with the window `now` and only with it; only USD has decimals. */
export const quotaTerms = terms.superRefine(checkTerms).meta({ id: "QuotaTerms" });

export const quotaParams = z.object({ quotaId: idOf("quo") });
export const listQuotasQuery = z.object({
  scopeKind: quotaScopeKind.optional(),
  scopeId: z.string().max(60).optional(),
  includeArchived: flag.optional(),
});
export const quotaList = z.object({ items: z.array(quota) }).meta({ id: "QuotaList" });
export const setQuotaInput = terms
  .extend({ scope: z.strictObject({ kind: quotaScopeKind, id: z.string().max(60) }) })
  .superRefine(checkTerms)
  .meta({ id: "SetQuota", description: "One quota per scope, unit and window: setting it again replaces its limit." });
export const updateQuotaInput = z
  .strictObject({ limit: quotaLimit.optional(), hard: z.boolean().optional() })
  .meta({ id: "UpdateQuota" });

function checkTerms(terms: { unit: string; window: string; limit: string }, context: z.RefinementCtx): void {
  if ((terms.unit === "concurrent") !== (terms.window === "now")) {
    context.addIssue({
      code: "custom",
      path: ["window"],
      message: "concurrent goes with the window now, and only with it",
    });
  }
  if (terms.unit !== "usd" && terms.limit.includes(".")) {
    context.addIssue({ code: "custom", path: ["limit"], message: "must be a whole number for this unit" });
  }
}

export type QuotaView = z.output<typeof quota>;
export type QuotaStandingView = z.output<typeof quotaStanding>;
export type QuotaTermsInput = z.input<typeof quotaTerms>;
export type ListQuotasQuery = z.input<typeof listQuotasQuery>;
export type SetQuotaInput = z.input<typeof setQuotaInput>;
export type UpdateQuotaInput = z.input<typeof updateQuotaInput>;
