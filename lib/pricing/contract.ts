import type { Unit } from "@/lib/llm/units";
import type { ServiceTier, TokenClass } from "@/lib/llm/usage";

/** A price version as the policy snapshot holds it; unit prices in pico-USD (1e-12) per token. A missing class is unknown. */
export interface Price {
  id: string;
  version: number;
  source: string;
  /** Ascending by `fromInputTokens`; the tier reached prices the whole call. */
  tiers: {
    fromInputTokens: number;
    /** Prices only what was answered with this class of service; missing: the usual one. */
    serviceTier?: ServiceTier;
    picoUsdPerToken: Partial<Record<TokenClass, bigint>>;
    picoUsdPerRequest: bigint;
    /** Per picture, second, character or search; left out: calls are charged by tokens alone. */
    picoUsdPerUnit?: Partial<Record<Unit, bigint>>;
  }[];
}
