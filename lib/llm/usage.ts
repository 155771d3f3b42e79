/**
 * Tokens of one attempt by disjoint class: every token is counted in exactly one field, so a price
 * multiplies each field once. Upstream totals that overlap (OpenAI's `prompt_tokens` includes cached
 * tokens, `completion_tokens` includes reasoning) are taken apart by the provider adapters.
 */
export interface TokenUsage {
  uncachedInput: number;
  cacheRead: number;
  /** Written to the provider's cache for as long as it usually keeps things. */
  cacheWrite: number;
  /** Written to be kept longer than usual, which costs more (Anthropic: an hour instead of five minutes). */
  cacheWriteLong: number;
  output: number;
  reasoning: number;
  audioInput: number;
  audioOutput: number;
  image: number;
}

/** The classes in their canonical order; tables, charts and prices follow it. */
export const TOKEN_CLASSES = [
  "uncachedInput",
  "cacheRead",
  "cacheWrite",
  "cacheWriteLong",
  "output",
  "reasoning",
  "audioInput",
  "audioOutput",
  "image",
] as const satisfies readonly (keyof TokenUsage)[];

export type TokenClass = (typeof TOKEN_CLASSES)[number];

export const NO_USAGE: Readonly<TokenUsage> = Object.freeze({
  uncachedInput: 0,
  cacheRead: 0,
  cacheWrite: 0,
  cacheWriteLong: 0,
  output: 0,
  reasoning: 0,
  audioInput: 0,
  audioOutput: 0,
  image: 0,
});

/** A class of service that costs another price than the usual one. */
export const SERVICE_TIERS = ["flex", "priority", "batch"] as const;
export type ServiceTier = (typeof SERVICE_TIERS)[number];

/** What an upstream reported of one attempt. */
export interface ReportedUsage extends TokenUsage {
  /** What it says it answered with; missing: the usual one, or it does not say. */
  serviceTier?: ServiceTier;
  /** Made by the provider's own tools, which it charges beside tokens; missing: none, or it does not say. */
  searches?: number;
}

/** A word for a class of service, where it is one that may cost another price; of callers and of upstreams. */
export function serviceTierOf(word: unknown): ServiceTier | undefined {
  return SERVICE_TIERS.find((tier) => tier === word);
}

/** Counts with an upstream's word for its class of service, where that is one that costs another price. */
export function servedAs(usage: TokenUsage, word: unknown): ReportedUsage {
  const serviceTier = serviceTierOf(word);
  return serviceTier === undefined ? usage : { ...usage, serviceTier };
}

/** Counts with the searches that came with them. */
export function withSearches(usage: ReportedUsage, searches: number): ReportedUsage {
  return searches === 0 ? usage : { ...usage, searches };
}

/** Tokens the caller sent, cached or not. */
export function inputTokens(usage: TokenUsage): number {
  return (
    usage.uncachedInput + usage.cacheRead + usage.cacheWrite + usage.cacheWriteLong + usage.audioInput + usage.image
  );
}

/** Tokens the model made, reasoning included. */
export function outputTokens(usage: TokenUsage): number {
  return usage.output + usage.reasoning + usage.audioOutput;
}

export function totalTokens(usage: TokenUsage): number {
  return inputTokens(usage) + outputTokens(usage);
}

/** Where the counts came from: the upstream's own report, or our estimate because it reported none. */
export type UsageSource = "reported" | "estimated" | "none";
