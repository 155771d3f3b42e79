/**
 * Tokens of one attempt by disjoint class: every token is counted in exactly one field, so a price
 * multiplies each field once. Upstream totals that overlap (OpenAI's `prompt_tokens` includes cached
 * tokens, `completion_tokens` includes reasoning) are taken apart by the provider adapters.
 */
export interface TokenUsage {
  uncachedInput: number;
  cacheRead: number;
  cacheWrite: number;
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
  output: 0,
  reasoning: 0,
  audioInput: 0,
  audioOutput: 0,
  image: 0,
});

/** Tokens the caller sent, cached or not. */
export function inputTokens(usage: TokenUsage): number {
  return usage.uncachedInput + usage.cacheRead + usage.cacheWrite + usage.audioInput + usage.image;
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
