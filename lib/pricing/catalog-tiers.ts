import type { ModelPrice } from "@pydantic/genai-prices";
import type { TokenClass } from "@/lib/llm/usage";

/**
 * A tier as it is stored (db/schema's PriceTier): pico-USD (1e-12) as decimal strings, a missing class is unknown.
 */
export interface CatalogTier {
  fromInputTokens: number;
  picoUsdPerToken: Partial<Record<TokenClass, string>>;
  picoUsdPerRequest?: string;
  picoUsdPerUnit?: { second: string };
}

type LibraryPrice = ModelPrice[string];

/** One USD per million tokens, and one USD per thousand requests, in pico-USD per token and per request. */
const PICO_PER_MTOK = 1e6;
const PICO_PER_KCOUNT = 1e9;
/** One USD per hour of sound, in pico-USD per second. */
const PICO_PER_HOUR = 1e12 / 3600;

/**
 * The library's prices of one model as our tiers. Every class is written out, so that nothing is guessed when a call is priced:
 * reasoning costs what written output does; cache and image tokens without a rate of their own cost what plain input does; sound without a
 * rate stays unknown, unless the provider bills it as text, or the model makes nothing but sound. Pictures that are made have the rate of
 * the output. Models billed by the hour have a price per second. Null when even plain input has no price.
 */
export function catalogTiers(
  price: ModelPrice,
  options: { soundAtTextPrice: boolean; draws?: boolean; speaks?: boolean },
): CatalogTier[] | null {
  if (price.input_mtok === undefined) return byTheHour(price);
  return tierStarts(price).map((start) => {
    const at = (name: string) => usdAt(price[name], start);
    const input = at("input_mtok");
    const output = madeAt(at, options.draws === true);
    const usd: Record<TokenClass, number | undefined> = {
      uncachedInput: input,
      cacheRead: at("cache_read_mtok") ?? input,
      cacheWrite: at("cache_write_mtok") ?? input,
      cacheWriteLong: at("cache_write_1h_mtok") ?? at("cache_write_mtok") ?? input,
      output,
      reasoning: at("output_mtok") ?? output,
      audioInput: at("input_audio_mtok") ?? (options.soundAtTextPrice ? input : undefined),
      audioOutput: at("output_audio_mtok") ?? (options.speaks === true ? output : undefined),
      image: at("input_image_mtok") ?? input,
    };
    const perRequest = at("requests_kcount");
    return {
      fromInputTokens: start,
      picoUsdPerToken: Object.fromEntries(
        Object.entries(usd).flatMap(([name, price]) =>
          price === undefined ? [] : [[name, pico(price, PICO_PER_MTOK)]],
        ),
      ),
      ...(perRequest === undefined ? {} : { picoUsdPerRequest: pico(perRequest, PICO_PER_KCOUNT) }),
    };
  });
}

/** Pictures have a rate of their own where they are what the model makes. */
function madeAt(at: (name: string) => number | undefined, draws: boolean): number | undefined {
  return (draws ? at("output_image_mtok") : undefined) ?? at("output_mtok");
}

function byTheHour(price: ModelPrice): CatalogTier[] | null {
  const usdPerHour = price.input_audio_hours ?? price.audio_hours;
  if (typeof usdPerHour !== "number") return null;
  return [{ fromInputTokens: 0, picoUsdPerToken: {}, picoUsdPerUnit: { second: pico(usdPerHour, PICO_PER_HOUR) } }];
}

/** Where a tier of any class begins. The library's tiers apply above their `start`, ours from theirs on. */
function tierStarts(price: ModelPrice): number[] {
  const starts = Object.values(price).flatMap((value) =>
    typeof value === "object" ? value.tiers.map(({ start }) => start + 1) : [],
  );
  return [0, ...new Set(starts)].toSorted((one, other) => one - other);
}

function usdAt(price: LibraryPrice, inputTokens: number): number | undefined {
  if (typeof price !== "object") return price;
  const reached = price.tiers
    .filter(({ start }) => inputTokens > start)
    .toSorted((one, other) => other.start - one.start);
  return reached[0]?.price ?? price.base;
}

function pico(usd: number, factor: number): string {
  return BigInt(Math.round(usd * factor)).toString();
}
