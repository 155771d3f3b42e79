import type { Units } from "@/lib/llm/units";
import type { ServiceTier, TokenClass } from "@/lib/llm/usage";
import type { Price } from "./contract";
import { roundUpToMicros } from "./round-up-to-micros";
import { unitCost } from "./unit-cost";

type Tier = Price["tiers"][number];

const INPUT_CLASSES = ["uncachedInput", "cacheRead", "cacheWrite"] as const satisfies readonly TokenClass[];
const LONG_CACHED_CLASSES = [...INPUT_CLASSES, "cacheWriteLong"] as const satisfies readonly TokenClass[];
const OUTPUT_CLASSES = ["output", "reasoning"] as const satisfies readonly TokenClass[];
const SPOKEN_CLASSES = [...OUTPUT_CLASSES, "audioOutput"] as const satisfies readonly TokenClass[];

/** What a call may use at most. */
export interface ForeseenTokens {
  inputTokens: number;
  outputTokens: number;
  /** Those of the input that are sound and pictures; none when missing. */
  media?: { sound: number; images: number };
  /** The answer may be sound. */
  speaks?: boolean;
  /** The caller asks the provider to keep the prompt in its cache longer than usual. */
  cachesLong?: boolean;
  /** The class of service the caller asks for; the answer may come with it, or with the usual one. */
  serviceTier?: ServiceTier | undefined;
  /** Only for calls of tasks, which need a price only for what they use: an embedding has no output. */
  task?: { units: Units } | undefined;
}

/**
 * The most a call with these tokens can cost in micro-USD, for the hold: every input token at the dearest input class (a prompt may
 * be written to the cache), every output token at the dearest output class, in the dearest tier up to the one reached. Sound and
 * pictures have their own class where that is dearer. Null when the tier has no price for plain input or output, or for sound that
 * may come; for a task, when neither its units nor all it uses have one.
 */
export function estimateCost(tokens: ForeseenTokens, price: Price): bigint | null {
  const reachable = price.tiers.filter(
    (tier) =>
      (tier.serviceTier === undefined || tier.serviceTier === tokens.serviceTier) &&
      (tier.fromInputTokens === 0 || tokens.inputTokens >= tier.fromInputTokens),
  );
  let worst: bigint | null = null;
  for (const tier of reachable) {
    const picos = tokens.task === undefined ? tierCost(tokens, tier) : taskCost(tokens, tier, tokens.task.units);
    if (picos === null) return null;
    if (worst === null || picos > worst) worst = picos;
  }
  return worst === null ? null : roundUpToMicros(worst);
}

function tierCost(tokens: ForeseenTokens, tier: Tier): bigint | null {
  const { uncachedInput, output } = tier.picoUsdPerToken;
  if (uncachedInput === undefined || output === undefined) return null;
  if (mayBeUnpriced(tokens, tier)) return null;
  const text = dearest(tier, tokens.cachesLong === true ? LONG_CACHED_CLASSES : INPUT_CLASSES);
  const input = text * BigInt(Math.ceil(tokens.inputTokens)) + mediaSurcharge(tokens, tier, text);
  const classes = tokens.speaks === true ? SPOKEN_CLASSES : OUTPUT_CLASSES;
  const made = dearest(tier, classes) * BigInt(Math.ceil(tokens.outputTokens));
  return input + made + tier.picoUsdPerRequest;
}

function taskCost(tokens: ForeseenTokens, tier: Tier, units: Units): bigint | null {
  const byUnit = unitCost(units, tier);
  const { inputTokens, outputTokens, media = { sound: 0, images: 0 } } = tokens;
  const { uncachedInput, output, audioInput, audioOutput, image } = tier.picoUsdPerToken;
  const parts: [number, bigint | undefined][] = [
    [inputTokens - media.sound - media.images, largest(uncachedInput, tier.picoUsdPerToken.cacheWrite)],
    [media.sound, audioInput],
    [media.images, image ?? uncachedInput],
    [outputTokens, tokens.speaks === true ? audioOutput : output],
  ];
  let picos = (byUnit ?? 0n) + tier.picoUsdPerRequest;
  for (const [count, price] of parts) {
    if (count <= 0) continue;
    if (price !== undefined) picos += price * BigInt(Math.ceil(count));
    else if (byUnit === null) return null;
  }
  return picos;
}

function largest(price: bigint | undefined, other: bigint | undefined): bigint | undefined {
  return price !== undefined && other !== undefined && other > price ? other : price;
}

/** Sound has no plain class that its price could be taken from. */
function mayBeUnpriced({ media, speaks }: ForeseenTokens, { picoUsdPerToken }: Tier): boolean {
  const hears = media !== undefined && media.sound > 0;
  return (
    (hears && picoUsdPerToken.audioInput === undefined) ||
    (speaks === true && picoUsdPerToken.audioOutput === undefined)
  );
}

/** What sound and pictures cost above text. */
function mediaSurcharge({ media }: ForeseenTokens, tier: Tier, text: bigint): bigint {
  if (media === undefined || media.sound + media.images === 0) return 0n;
  const above = (count: number, price = 0n) => (price > text ? (price - text) * BigInt(Math.ceil(count)) : 0n);
  const { audioInput, image } = tier.picoUsdPerToken;
  return above(media.sound, audioInput) + above(media.images, image);
}

function dearest(tier: Tier, classes: readonly TokenClass[]): bigint {
  return classes.reduce((most, name) => {
    const price = tier.picoUsdPerToken[name] ?? 0n;
    return price > most ? price : most;
  }, 0n);
}
