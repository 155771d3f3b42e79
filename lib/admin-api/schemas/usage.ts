import { z } from "zod";
import { TOKEN_CLASSES } from "@/lib/llm/usage";
import { instant, usd } from "./fields";
import { idOf } from "./text";

export const usageDimension = z.enum(["team", "project", "key", "model", "provider"]);
export const usageBucket = z.enum(["hour", "day"]);
export const exploreDimension = z.enum([
  "team",
  "project",
  "key",
  "person",
  "end_user",
  "model",
  "provider",
  "tag",
  "cost_centre",
]);
export const exploreBucket = z.enum(["hour", "day", "week", "month"]);

/** How many calls ended how. `failed` holds those our crash or shutdown interrupted. */
export const outcomeCounts = z
  .object({ requests: z.int(), ok: z.int(), refused: z.int(), failed: z.int(), aborted: z.int() })
  .meta({ id: "OutcomeCounts" });

export const tokenCounts = z.record(z.enum(TOKEN_CLASSES), z.int()).meta({ id: "TokenCounts" });

/** Milliseconds, read from histograms: right to within a bucket. Null when nothing was measured. */
export const percentiles = z
  .object({ p50: z.number().nullable(), p95: z.number().nullable(), p99: z.number().nullable() })
  .meta({ id: "Percentiles" });

/** The money quota that the shown spend runs against, as it stands in its own window. */
export const usageBudget = z
  .object({
    quotaId: z.string(),
    scopeKind: z.enum(["organization", "team", "project", "key"]),
    scopeId: z.string(),
    scopeName: z.string(),
    window: z.enum(["day", "week", "month", "lifetime"]),
    limitUsd: usd,
    usedUsd: usd,
    /** Where the window's spend ends at the pace so far; null when there is no end or too little to judge by. */
    projectedUsd: usd.nullable(),
    startedAt: instant,
    resetsAt: instant.nullable(),
  })
  .meta({ id: "UsageBudget" });

export const usagePoint = z
  .object({
    /** Start of the hour or day. */
    start: instant,
    costUsd: usd,
    ...outcomeCounts.shape,
    inputTokens: z.int(),
    outputTokens: z.int(),
    ttft: percentiles,
    duration: percentiles,
    /** False while calls may still be added: the bucket holds now, or lies beyond `completeTo`. */
    complete: z.boolean(),
  })
  .meta({ id: "UsagePoint" });

export const usageTopEntry = z
  .object({
    id: z.string(),
    name: z.string(),
    costUsd: usd,
    requests: z.int(),
    tokens: z.int(),
    /** Of the period's spend, 0 to 1; of its requests when nothing was spent. */
    share: z.number(),
  })
  .meta({ id: "UsageTopEntry" });

export const usageOverview = z
  .object({
    from: instant,
    to: instant,
    bucket: usageBucket,
    timeZone: z.string().meta({ example: "Europe/Berlin" }),
    /** Roll-ups hold everything that finished before this. */
    completeTo: instant,
    spend: z.object({
      costUsd: usd,
      previousCostUsd: usd.meta({ description: "The period of the same length before." }),
      /** Spend at the end of the period at the pace so far; null when the period is over or too young. */
      projectedUsd: usd.nullable(),
      /** Calls whose cost is unknown and so not in the sum. */
      unpricedRequests: z.int(),
      /** Spend that is simulated is in the sum and marked. */
      simulatedRequests: z.int(),
      budget: usageBudget.nullable(),
    }),
    requests: outcomeCounts,
    previousRequests: outcomeCounts,
    tokens: tokenCounts,
    previousTokens: tokenCounts,
    ttft: percentiles,
    previousTtft: percentiles,
    duration: percentiles,
    previousDuration: percentiles,
    series: z.array(usagePoint),
    top: z.object({
      teams: z.array(usageTopEntry),
      projects: z.array(usageTopEntry),
      models: z.array(usageTopEntry),
      keys: z.array(usageTopEntry),
    }),
  })
  .meta({ id: "UsageOverview" });

/** One series of the explorer. `id` is `other` for everything beyond those named, empty for calls that had none. */
export const usageGroup = z
  .object({
    id: z.string(),
    name: z.string(),
    costUsd: usd,
    requests: z.int(),
    tokens: z.int(),
    unpricedRequests: z.int(),
    share: z.number(),
    refused: z.int(),
    failed: z.int(),
    aborted: z.int(),
    tokenClasses: tokenCounts,
    /** The span before. */
    previous: z.object({ costUsd: usd, requests: z.int(), tokens: z.int() }),
  })
  .meta({ id: "UsageGroup" });

/** What one group used in one bucket. */
export const usageCell = z
  .object({
    costUsd: usd,
    requests: z.int(),
    tokens: z.int(),
    refused: z.int(),
    failed: z.int(),
    aborted: z.int(),
    tokenClasses: tokenCounts.optional().meta({ description: "With `detail=tokens`." }),
    duration: percentiles.optional().meta({ description: "With `detail=latency`." }),
  })
  .meta({ id: "UsageCell" });

export const usageBreakdown = z
  .object({
    from: instant,
    to: instant,
    /** The span that `previous` is about. */
    previousFrom: instant,
    previousTo: instant,
    bucket: exploreBucket,
    timeZone: z.string(),
    completeTo: instant,
    by: exploreDimension,
    /** Of `tag`. */
    tagName: z.string().nullable(),
    /** By cost, then requests; at most as many as asked for, and `other`. */
    groups: z.array(usageGroup),
    series: z.array(
      z.object({
        start: instant,
        complete: z.boolean(),
        /** By group id; a group without calls in the bucket is missing. */
        values: z.record(z.string(), usageCell),
      }),
    ),
  })
  .meta({ id: "UsageBreakdown" });

/** A period as it was, and as it would have been. */
export const costWhatIf = z
  .object({
    from: instant,
    to: instant,
    /** Whose price every call is supposed to have; null: each model's own current one. */
    asModel: z.object({ name: z.string(), priceVersionId: z.string(), version: z.int() }).nullable(),
    actualUsd: usd,
    supposedUsd: usd.nullable().meta({ description: "Null where a line's is." }),
    lines: z.array(
      z.object({
        model: z.string().nullable(),
        requests: z.int(),
        tokens: z.int(),
        actualUsd: usd,
        supposedUsd: usd.nullable().meta({ description: "Null: a class of tokens that was used has no such price." }),
      }),
    ),
  })
  .meta({ id: "CostWhatIf" });

export const tagNames = z
  .object({
    names: z.array(z.string()).meta({ description: "The most used first, at most 50.", example: ["feature"] }),
  })
  .meta({ id: "TagNames" });

export const usageQuery = z.object({
  period: z
    .enum(["24h", "7d", "30d", "90d", "month", "last_month"])
    .default("month")
    .meta({ description: "Ignored when `from` and `to` are given. Months are the organization's." }),
  from: instant.optional(),
  to: instant.optional(),
  bucket: usageBucket.optional().meta({ description: "Left out: hours up to 3 days, days beyond." }),
  teamId: idOf("team").optional(),
  projectId: idOf("prj").optional(),
  keyId: idOf("key").optional(),
  model: z.string().max(200).optional().meta({ example: "gpt-5-mini" }),
  providerId: idOf("prv").optional(),
});

export const usageBreakdownQuery = usageQuery.extend({
  by: exploreDimension,
  tagName: z
    .string()
    .regex(/^[A-Za-z0-9_.-]{1,40}$/)
    .optional()
    .meta({ description: "With `by=tag`: the name whose values are told apart.", example: "feature" }),
  bucket: exploreBucket.optional().meta({ description: "Left out: hours up to 3 days, days beyond." }),
  personId: idOf("per").optional(),
  costCentre: z.string().max(60).optional().meta({ description: "Empty: what has none.", example: "CC-4711" }),
  endUser: z.string().min(1).max(200).optional().meta({ description: "Only with `tag` left out." }),
  tag: z
    .string()
    .regex(/^[A-Za-z0-9_.-]{1,40}=/)
    .max(241)
    .optional()
    .meta({ description: "Only with `endUser` left out.", example: "feature=search" }),
  detail: z
    .enum(["tokens", "latency"])
    .optional()
    .meta({ description: "What the series has beside the sums. There is no latency by end user or tag." }),
  groups: z.coerce
    .number()
    .int()
    .min(1)
    .max(200)
    .default(8)
    .meta({ description: "How many groups are named; the rest is `other`." }),
});

export const costWhatIfQuery = usageQuery.extend({
  asModel: z.string().min(1).max(200).optional().meta({
    description: "The model whose current price all calls are supposed to have; left out: each its own.",
    example: "gpt-5-mini",
  }),
  promptCachePercent: z.coerce.number().min(0).max(100).optional().meta({
    description: "Share of the input read from the provider's cache; left out: as it was.",
  }),
  answeredPercent: z.coerce.number().min(0).max(100).default(0).meta({
    description: "Share of the calls that would have needed no provider, such as by a cache of answers.",
  }),
});

export type CostWhatIf = z.infer<typeof costWhatIf>;
export type CostWhatIfFilter = z.output<typeof costWhatIfQuery>;
export type CostWhatIfQuery = z.input<typeof costWhatIfQuery>;
export type UsageDimension = z.infer<typeof usageDimension>;
export type ExploreDimension = z.infer<typeof exploreDimension>;
export type ExploreBucket = z.infer<typeof exploreBucket>;
export type UsageCell = z.infer<typeof usageCell>;
export type UsageBucket = z.infer<typeof usageBucket>;
export type OutcomeCounts = z.infer<typeof outcomeCounts>;
export type TokenCounts = z.infer<typeof tokenCounts>;
export type Percentiles = z.infer<typeof percentiles>;
export type UsageBudget = z.infer<typeof usageBudget>;
export type UsagePoint = z.infer<typeof usagePoint>;
export type UsageTopEntry = z.infer<typeof usageTopEntry>;
export type UsageOverview = z.infer<typeof usageOverview>;
export type UsageGroup = z.infer<typeof usageGroup>;
export type UsageBreakdown = z.infer<typeof usageBreakdown>;
export type UsageFilter = z.output<typeof usageQuery>;
export type UsageQuery = z.input<typeof usageQuery>;
export type UsageBreakdownQuery = z.input<typeof usageBreakdownQuery>;
export type UsageBreakdownFilter = z.output<typeof usageBreakdownQuery>;
export type TagNames = z.infer<typeof tagNames>;
