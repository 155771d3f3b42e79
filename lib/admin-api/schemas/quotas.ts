import { z } from "zod";
import { instant, named } from "./fields";
import { flag } from "./page";
import { checkScope, quotaScopeKind, scopeInput } from "./quota-scope";
import {
  alertPercents,
  anchor,
  checkTerms,
  maxCallPercent,
  onStoreDown,
  quotaLimit,
  quotaUnit,
  quotaWindow,
  terms,
  windowDays,
} from "./quota-terms";
import { idOf, line, optionalLine } from "./text";

export { quotaScopeKind } from "./quota-scope";
export type { QuotaTermsInput } from "./quota-terms";

const amount = z.string().meta({
  description: "In the quota's unit: USD as a decimal string, otherwise a whole number as a string.",
  example: "200.00",
});

/** Where a quota stands in its current window: `settled + held + free = limitNow`, unless it is over. */
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
    scope: z.object({
      kind: quotaScopeKind,
      id: z.string().meta({ description: "`*`: each end user for itself." }),
      name: z.string(),
      model: named.nullable().meta({ description: "Of `key_model` and `team_model`." }),
      team: named.nullable().meta({ description: "The team it is inside of, if any." }),
      project: named.nullable().meta({ description: "Of projects and keys." }),
    }),
    unit: quotaUnit,
    window: quotaWindow,
    windowDays: windowDays.nullable(),
    anchor: anchor.nullable(),
    timeZone: z.string().meta({ example: "Europe/Berlin" }),
    /** Without what grants add. */
    limit: amount,
    /** What grants add now. */
    granted: amount.meta({ example: "0.00" }),
    limitNow: amount.meta({ description: "The limit that holds now: `limit + granted`." }),
    /** When the first of the running grants falls away. */
    grantedUntil: instant.nullable(),
    /** A hard quota refuses; a soft one only shows. */
    hard: z.boolean(),
    shadow: z.boolean(),
    onStoreDown,
    maxCallPercent,
    alertPercents: z
      .array(z.int())
      .meta({ description: "Shares of the limit at which somebody is told.", example: [80, 100] }),
    createdAt: instant,
    archivedAt: instant.nullable(),
    /** Null for archived quotas, for those of each end user, and in the answer of a change: read it again. */
    standing: quotaStanding.nullable(),
    allowedActions: z.array(z.enum(["update", "archive", "grant", "release_hold"])),
  })
  .meta({ id: "Quota" });

/** A raise until a time. It falls away by itself. */
export const quotaGrant = z
  .object({
    id: z.string(),
    amount,
    reason: z.string(),
    status: z.enum(["scheduled", "running", "over", "revoked"]),
    startsAt: instant,
    endsAt: instant,
    revokedAt: instant.nullable(),
    grantedBy: named.nullable(),
  })
  .meta({ id: "QuotaGrant" });

/** What a quota in shadow mode would have done in a span that ends now. */
export const shadowCount = z
  .object({ asked: z.int().meta({ example: 1204 }), refused: z.int().meta({ example: 17 }) })
  .meta({ id: "ShadowCount" });

export const quotaDetail = quota
  .extend({
    /** Newest first, at most 100. */
    grants: z.array(quotaGrant),
    shadowCounts: z.object({ day: shadowCount, week: shadowCount, month: shadowCount }),
  })
  .meta({ id: "QuotaDetail" });

/** An amount somebody holds now: one call, or everything one process holds for calls it admitted from memory. */
export const quotaHold = z
  .object({
    kind: z.enum(["call", "process"]),
    holder: z
      .string()
      .meta({ description: "Names the hold when it is released.", example: "req_0KbX2m9QhT4vWcYz8LnR5sPdE" }),
    requestId: z.string().nullable().meta({ description: "The call it is for; null when it is a process's." }),
    /** Which end user's, of a quota of each end user; otherwise empty. */
    subject: z.string(),
    releasable: z.boolean(),
    amount,
    expiresAt: instant,
  })
  .meta({ id: "QuotaHold" });

const forecastPoint = z.object({
  at: instant,
  expected: amount,
  low: amount.meta({ description: "Four times of five it is more than this.", example: "150.00" }),
  high: amount.meta({ example: "240.00" }),
});

/** Where a quota's window is going. */
export const quotaOutlook = z
  .object({
    startsAt: instant,
    endsAt: instant.nullable().meta({ description: "Null: never by itself; looked ahead 90 days." }),
    now: instant,
    step: z.enum(["hour", "day"]),
    used: amount,
    limitNow: amount,
    /** Used by the end of each step; the last one is now. */
    spent: z.array(z.object({ at: instant, used: amount })),
    /** Null when there is too little to judge by. */
    forecast: z
      .object({
        path: z.array(forecastPoint),
        end: forecastPoint,
        /** When the limit is reached, most likely and at the bounds; null where it is not before the window ends. */
        reaches: z.object({
          expected: instant.nullable(),
          earliest: instant.nullable(),
          latest: instant.nullable(),
        }),
        confidence: z.enum(["high", "medium", "low"]),
        basis: z.int().meta({ description: "How many whole steps it rests on." }),
      })
      .nullable(),
  })
  .meta({ id: "QuotaOutlook" });

export const quotaOutlookAnswer = z.object({ outlook: quotaOutlook.nullable() }).meta({
  id: "QuotaOutlookAnswer",
  description: "Null for limits per minute and hour, of calls at once, and of each end user.",
});

const replayed = { calls: z.int(), refused: z.int() };

/** What a limit would have done to the calls that were let in. */
export const quotaWhatIf = z
  .object({
    limit: amount,
    /** `window`: the last whole window and the one that runs, by the hour. `day`: the last 24 hours, by ten seconds. */
    over: z.enum(["window", "day"]),
    ...replayed,
    windows: z.array(z.object({ start: instant, firstRefusedAt: instant.nullable(), ...replayed })),
    /** Those it would have refused, the most first; at most 20, only those you may see. */
    keys: z.array(z.object({ id: z.string(), name: z.string(), ...replayed })),
    /** Calls refused of keys that are not listed. */
    refusedElsewhere: z.int(),
  })
  .meta({ id: "QuotaWhatIf" });

export const quotaWhatIfQuery = z.object({ limit: quotaLimit });
export const quotaParams = z.object({ quotaId: idOf("quo") });
export const grantParams = quotaParams.extend({ grantId: idOf("gra") });
export const holdParams = quotaParams.extend({ holder: line(100) });
export const listQuotasQuery = z.object({
  scopeKind: z
    .string()
    .regex(/^[a-z_]+(,[a-z_]+)*$/)
    .optional()
    .meta({ description: "One or several kinds of scope, separated by commas.", example: "key,key_model" }),
  scopeId: z.string().max(256).optional(),
  includeArchived: flag.optional(),
});
export const quotaList = z.object({ items: z.array(quota) }).meta({ id: "QuotaList" });
export const releasedHold = z.object({ released: amount.meta({ example: "0.12" }) }).meta({ id: "ReleasedHold" });
export const quotaHoldList = z.object({ items: z.array(quotaHold) }).meta({ id: "QuotaHoldList" });
export const setQuotaInput = terms
  .extend({ scope: scopeInput })
  .superRefine((input, context) => {
    checkTerms(input, context);
    checkScope(input.scope, context);
  })
  .meta({
    id: "SetQuota",
    description: "One quota per scope, unit and window, and one beside it in shadow: setting it again replaces it.",
  });
export const updateQuotaInput = z
  .strictObject({
    limit: quotaLimit.optional(),
    hard: z.boolean().optional(),
    shadow: z.boolean().optional(),
    onStoreDown: onStoreDown.optional(),
    maxCallPercent: maxCallPercent.optional(),
    alertPercents: alertPercents.optional(),
  })
  .meta({ id: "UpdateQuota" });
export const grantQuotaInput = z
  .strictObject({
    amount: quotaLimit.meta({ description: "What it adds to the limit, in the quota's unit.", example: "50.00" }),
    endsAt: instant,
    reason: optionalLine(500).default(""),
  })
  .meta({ id: "GrantQuota" });

export type QuotaOutlookView = z.output<typeof quotaOutlook>;
export type QuotaOutlookAnswer = z.output<typeof quotaOutlookAnswer>;
export type QuotaWhatIfView = z.output<typeof quotaWhatIf>;
export type QuotaView = z.output<typeof quota>;
export type QuotaDetail = z.output<typeof quotaDetail>;
export type QuotaGrantView = z.output<typeof quotaGrant>;
export type QuotaHoldView = z.output<typeof quotaHold>;
export type ReleasedHold = z.output<typeof releasedHold>;
export type QuotaStandingView = z.output<typeof quotaStanding>;
export type ListQuotasQuery = z.input<typeof listQuotasQuery>;
export type SetQuotaInput = z.input<typeof setQuotaInput>;
export type UpdateQuotaInput = z.input<typeof updateQuotaInput>;
export type GrantQuotaInput = z.input<typeof grantQuotaInput>;
