import type { PriceTierView } from "@/lib/admin-api/client/models";
import { type ServiceTier, TOKEN_CLASSES, type TokenClass } from "@/lib/llm/usage";
import type { Problems } from "../forms/use-draft";

/** One tier as typed: empty is unknown, "0" is free. */
export interface TierDraft {
  fromInputTokens: string;
  /** `usual`, or the class of service whose answers it prices. */
  service: ServiceTier | "usual";
  prices: Partial<Record<TokenClass, string>>;
  perRequest: string;
}

export interface PriceDraft {
  tiers: TierDraft[];
}

const DECIMAL = /^\d{1,9}(\.\d{1,6})?$/;
const FINE_DECIMAL = /^\d{1,6}(\.\d{1,12})?$/;
const WHOLE = /^\d{1,9}$/;

/** The form for a price that exists, or for none. */
export function priceDraftOf(tiers: readonly PriceTierView[] | null): PriceDraft {
  if (!tiers || tiers.length === 0) return { tiers: [emptyTier("0")] };
  return {
    tiers: tiers.map((tier) => ({
      fromInputTokens: String(tier.fromInputTokens),
      service: tier.serviceTier ?? "usual",
      prices: { ...tier.usdPerMillionTokens },
      perRequest: tier.usdPerRequest ?? "",
    })),
  };
}

/** A tier without any price. */
export function emptyTier(fromInputTokens: string): TierDraft {
  return { fromInputTokens, service: "usual", prices: {}, perRequest: "" };
}

const plain = (typed: string | undefined) => (typed ?? "").trim().replace(/^\$/, "").replaceAll(",", "");

/** What is wrong, by the API's path: `tiers.0.usdPerMillionTokens.output`. */
export function priceProblems({ tiers }: PriceDraft): Problems {
  const problems: Problems = {};
  for (const [index, tier] of tiers.entries()) {
    for (const name of TOKEN_CLASSES) {
      const typed = plain(tier.prices[name]);
      if (typed !== "" && !DECIMAL.test(typed))
        problems[`tiers.${index}.usdPerMillionTokens.${name}`] = "Type USD, such as 2.50.";
    }
    if (tier.perRequest.trim() !== "" && !FINE_DECIMAL.test(plain(tier.perRequest)))
      problems[`tiers.${index}.usdPerRequest`] = "Type USD, such as 0.01.";
    if (!WHOLE.test(plain(tier.fromInputTokens)))
      problems[`tiers.${index}.fromInputTokens`] = "Type a whole number of tokens.";
  }
  const first = tiers[0];
  if (first && TOKEN_CLASSES.every((name) => plain(first.prices[name]) === ""))
    problems["tiers.0.usdPerMillionTokens.uncachedInput"] ??= "Type at least one price. 0 is free.";
  return problems;
}

/** The draft as the API takes it: classes without a price are left out, because they are unknown. */
export function tiersOf({ tiers }: PriceDraft): PriceTierView[] {
  return tiers.map((tier) => {
    const known = TOKEN_CLASSES.map((name) => [name, plain(tier.prices[name])] as const);
    const usdPerRequest = plain(tier.perRequest);
    return {
      fromInputTokens: Number(plain(tier.fromInputTokens)),
      ...(tier.service === "usual" ? {} : { serviceTier: tier.service }),
      usdPerMillionTokens: Object.fromEntries(known.filter(([, typed]) => typed !== "")),
      ...(usdPerRequest === "" ? {} : { usdPerRequest }),
    };
  });
}

/** Every path that the price form shows. */
export function pricePaths({ tiers }: PriceDraft): string[] {
  return tiers.flatMap((_, index) => [
    `tiers.${index}.fromInputTokens`,
    `tiers.${index}.usdPerRequest`,
    ...TOKEN_CLASSES.map((name) => `tiers.${index}.usdPerMillionTokens.${name}`),
  ]);
}
