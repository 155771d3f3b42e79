import { z } from "zod";
import { UNITS } from "@/lib/llm/units";
import { SERVICE_TIERS, TOKEN_CLASSES } from "@/lib/llm/usage";
import { instant, named, usd } from "./fields";
import { flag, pageQuery } from "./page";
import { textTier } from "./privacy";
import { quotaScopeKind } from "./quota-scope";
import { quotaUnit, quotaWindow } from "./quota-terms";
import { idOf } from "./text";

const quotaAmount = z.string().meta({
  description: "In the quota's unit: USD as a decimal string, otherwise a whole number as a string.",
  example: "142.10",
});

export const requestOutcome = z.enum(["ok", "refused", "failed", "aborted", "interrupted"]);

/** One exchange in a list. Null cost is unknown, never zero. */
export const requestSummary = z
  .object({
    id: idOf("req"),
    startedAt: instant,
    team: named.nullable(),
    project: named.nullable(),
    key: z.object({ id: z.string(), name: z.string(), publicId: z.string() }).nullable(),
    provider: named.nullable(),
    modelAsked: z.string().nullable().meta({ example: "gpt-5-mini" }),
    modelId: z.string().nullable(),
    modelName: z.string().nullable().meta({
      description:
        "What the asked name came to mean: of an alias the model it stands for. Null on refusals before the plan.",
      example: "gpt-5-mini",
    }),
    upstreamModel: z.string().nullable(),
    route: z.string().meta({ example: "/chat/completions" }),
    dialect: z.string().meta({ example: "openai-chat" }),
    streamed: z.boolean(),
    simulated: z.boolean(),
    outcome: requestOutcome,
    httpStatus: z.int().meta({ example: 200 }),
    errorCode: z.string().nullable().meta({ example: "budget_exceeded" }),
    finishReason: z.string().nullable(),
    costUsd: usd.nullable(),
    usageSource: z.enum(["reported", "estimated", "none"]),
    inputTokens: z.int(),
    outputTokens: z.int(),
    /** Milliseconds to the first token; null when none came. */
    ttftMs: z.int().nullable(),
    durationMs: z.int(),
    attemptCount: z.int(),
  })
  .meta({ id: "RequestSummary" });

export const requestPage = z
  .object({
    /** Newest first; with `after` too. */
    items: z.array(requestSummary),
    /** For older ones; null at the end. */
    nextCursor: z.string().nullable(),
    /** A search that took its time says here how far back it looked; `nextCursor` goes on from there. */
    searchedTo: instant.nullable(),
    /** For `after`: asks for what was recorded since this answer. */
    tailCursor: z.string(),
  })
  .meta({ id: "RequestPage" });

export const requestAttempt = z.object({
  deploymentId: z.string(),
  providerId: z.string(),
  providerName: z.string(),
  upstreamModel: z.string(),
  simulated: z.boolean(),
  outcome: z.enum(["ok", "failed", "aborted"]),
  status: z.int().nullable(),
  errorCode: z.string().nullable(),
  startedMs: z.number(),
  durationMs: z.number(),
  upstreamRequestId: z.string().nullable(),
});

/** One quota as it stood when the call asked to be let in. */
export const requestQuota = z
  .object({
    quotaId: z.string(),
    scope: z.object({ kind: quotaScopeKind, name: z.string(), model: named.nullable() }),
    unit: quotaUnit,
    window: quotaWindow,
    windowDays: z.int().nullable(),
    hard: z.boolean().meta({ description: "As it is now." }),
    used: quotaAmount,
    held: quotaAmount.meta({ description: "With what this call held, when it was let in.", example: "3.20" }),
    limit: quotaAmount.meta({ description: "As it was, grants included." }),
    verdict: z.enum(["ok", "refused", "shadow_refused", "soft_over"]),
  })
  .meta({ id: "RequestQuota" });

/** One line of the decision trace: what a step decided and why. */
export const requestTraceStep = z.object({
  step: z.string().meta({ example: "admit" }),
  decision: z.string().meta({ example: "held" }),
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).optional(),
  startedMs: z.number(),
  durationMs: z.number(),
});

/** One class of tokens with its share of the cost; null where the price is unknown. */
export const requestCostLine = z.object({
  class: z
    .enum([...TOKEN_CLASSES, ...UNITS, "request"])
    .meta({ description: "A token class, a unit the call was charged by, or `request` for the fee per call." }),
  /** Of a unit: how many. */
  tokens: z.int(),
  usdPerMillionTokens: z.string().nullable().meta({ example: "2.50" }),
  costUsd: z.string().nullable().meta({
    description: "Exact, up to 12 decimals; the record's cost is the sum rounded up to the micro-dollar.",
    example: "0.0004125",
  }),
});

export const requestDetail = requestSummary
  .extend({
    deploymentId: z.string().nullable(),
    price: z
      .object({
        id: z.string(),
        version: z.int(),
        source: z.string(),
        effectiveFrom: instant,
        fromInputTokens: z.int().meta({ description: "Which tier priced the call." }),
        serviceTier: z
          .enum(SERVICE_TIERS)
          .nullable()
          .meta({ description: "The class of service of that tier; null is the usual one." }),
      })
      .nullable(),
    cost: z.array(requestCostLine),
    exactCostUsd: z.string().nullable().meta({
      description: "What `costUsd` was rounded up from, to the pico-dollar. Null where the cost is unknown.",
      example: "0.000412500125",
    }),
    serviceTier: z
      .enum(SERVICE_TIERS)
      .nullable()
      .meta({ description: "The class of service the provider says it answered with; null is the usual one." }),
    attempts: z.array(requestAttempt),
    trace: z.array(requestTraceStep),
    /** Every quota that was consulted, the one that refused among them. */
    quotas: z.array(requestQuota),
    endUser: z.string().nullable(),
    sessionId: z.string().nullable().meta({ description: "What the caller said the call belongs to." }),
    personId: z.string().nullable(),
    tags: z.array(z.string()).meta({ example: ["env=live"] }),
    clientAddress: z.string().nullable(),
    userAgent: z.string().nullable(),
    recordedAt: instant,
    text: z.object({
      stored: z.boolean().meta({ description: "Whether what was asked and answered is kept." }),
      tier: textTier,
      mayReveal: z.boolean(),
    }),
  })
  .meta({ id: "RequestDetail" });

/** Filters of the list, all optional and combined with "and". */
export const requestQuery = pageQuery.extend({
  from: instant.optional(),
  to: instant.optional(),
  teamId: idOf("team").optional(),
  projectId: idOf("prj").optional(),
  keyId: idOf("key").optional(),
  model: z.string().max(200).optional().meta({ description: "Name the caller asked for.", example: "gpt-5-mini" }),
  providerId: idOf("prv").optional(),
  outcome: z
    .string()
    .optional()
    .meta({ description: "One or several of the outcomes, separated by commas.", example: "refused,failed" }),
  status: z
    .string()
    .regex(/^([1-5]xx|[1-5]\d\d)$/)
    .optional()
    .meta({ description: "`429` or `5xx`.", example: "5xx" }),
  errorCode: z.string().max(80).optional().meta({ example: "budget_exceeded" }),
  streamed: flag.optional().meta({ example: "true" }),
  minCostUsd: z
    .string()
    .regex(/^\d{1,9}(\.\d{1,6})?$/)
    .optional()
    .meta({ example: "0.05" }),
  maxCostUsd: z
    .string()
    .regex(/^\d{1,9}(\.\d{1,6})?$/)
    .optional()
    .meta({ example: "1.00" }),
  minDurationMs: z.coerce.number().int().min(0).optional(),
  maxDurationMs: z.coerce.number().int().min(0).optional(),
  personId: idOf("per").optional().meta({ description: "Whose quotas it counted in." }),
  endUser: z.string().max(4096).optional().meta({ description: "Exactly as the caller named them." }),
  sessionId: z.string().max(120).optional().meta({ description: "Exactly as the caller named it." }),
  tag: z.string().max(120).optional().meta({ example: "env=live" }),
  verdict: z
    .enum(["refused", "shadow_refused", "soft_over"])
    .optional()
    .meta({ description: "What a quota said: refused the call, would have, or let it go over a soft limit." }),
  q: z
    .string()
    .trim()
    .max(200)
    .optional()
    .meta({ description: "A request id, or text in the model, the end user, the user agent or the error code." }),
  after: z.string().max(64).optional().meta({
    description: "A `tailCursor`: only what was recorded since. May repeat the last two seconds; merge by id.",
  }),
});

const partKinds = ["text", "reasoning", "tool_call", "tool_result", "media"] as const;

/** What was said in a call. */
export const requestText = z
  .object({
    turns: z
      .array(
        z.object({
          role: z.string(),
          parts: z.array(z.object({ kind: z.enum(partKinds), text: z.string(), name: z.string().nullish() })),
        }),
      )
      .meta({ description: "The conversation, read out of the bodies, oldest first." }),
    prompt: z.string().meta({ description: "The caller's body; long base64 is left out." }),
    answer: z.string().nullable().meta({ description: "The answer's body; of a stream the turns it made." }),
    promptBytes: z.int(),
    answerBytes: z.int(),
    isCut: z.boolean().meta({ description: "More was said than is kept." }),
    keptUntil: instant,
  })
  .meta({ id: "RequestText" });

/** The same filters, and the words that were said. */
export const requestTextQuery = requestQuery.omit({ after: true }).extend({
  words: z.string().trim().min(2).max(200).meta({
    description:
      'Words that must all occur; `"a phrase"`, `or` and `-without` work. Letters match in any case, words whole.',
    example: "invoice -draft",
  }),
});

export const requestParams = z.object({ requestId: idOf("req") });

export type RequestOutcome = z.infer<typeof requestOutcome>;
export type RequestSummary = z.infer<typeof requestSummary>;
export type RequestPage = z.infer<typeof requestPage>;
export type RequestAttempt = z.infer<typeof requestAttempt>;
export type RequestTraceStep = z.infer<typeof requestTraceStep>;
export type RequestQuota = z.infer<typeof requestQuota>;
export type RequestCostLine = z.infer<typeof requestCostLine>;
export type RequestText = z.infer<typeof requestText>;
export type RequestDetail = z.infer<typeof requestDetail>;
export type RequestTextFilter = z.output<typeof requestTextQuery>;
/** As a handler sees it, parsed. */
export type RequestFilter = z.output<typeof requestQuery>;
export type RequestTextQuery = z.input<typeof requestTextQuery>;
/** As a caller writes it in the address. */
export type RequestQuery = z.input<typeof requestQuery>;
