import type { PriceTierView } from "@/lib/admin-api/client/models";
import { UNITS, type Unit } from "@/lib/llm/units";
import { type ServiceTier, TOKEN_CLASSES, type TokenClass } from "@/lib/llm/usage";
import type { Problems } from "../forms/use-draft";

/** One tier as typed: empty is unknown, "0" is free. */
export interface TierDraft {
  fromInputTokens: string;
  /** `usual`, or the class of service whose answers it prices. */
  service: ServiceTier | "usual";
  prices: Partial<Record<TokenClass, string>>;
  perRequest: string;
  units: Partial<Record<Unit, string>>;
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
      units: { ...tier.usdPerUnit },
    })),
  };
}

/** A tier without any price. */
export function emptyTier(fromInputTokens: string): TierDraft {
  return { fromInputTokens, service: "usual", prices: {}, perRequest: "", units: {} };
}

const plain = (typed: string | undefined) => (typed ?? "").trim().replace(/^\$/, "").replaceAll(",", "");

/** What is wrong, by the API's path: `tiers.0.usdPerMillionTokens.output`. */
export function priceProblems({ tiers }: PriceDraft): Problems {
  const problems: Problems = Object.assign({}, ...tiers.map((tier, index) => tierProblems(tier, `tiers.${index}`)));
  const first = tiers[0];
  if (first && isEmpty(first))
    problems["tiers.0.usdPerMillionTokens.uncachedInput"] ??= "Type at least one price. 0 is free.";
  return problems;
}

function tierProblems(tier: TierDraft, path: string): Problems {
  const problems: Problems = {};
  const check = (place: string, typed: string | undefined, form: RegExp, example: string) => {
    if (plain(typed) !== "" && !form.test(plain(typed))) problems[`${path}.${place}`] = `Type USD, such as ${example}.`;
  };
  for (const name of TOKEN_CLASSES) check(`usdPerMillionTokens.${name}`, tier.prices[name], DECIMAL, "2.50");
  for (const unit of UNITS) check(`usdPerUnit.${unit}`, tier.units[unit], FINE_DECIMAL, "0.04");
  check("usdPerRequest", tier.perRequest, FINE_DECIMAL, "0.01");
  if (!WHOLE.test(plain(tier.fromInputTokens))) problems[`${path}.fromInputTokens`] = "Type a whole number of tokens.";
  return problems;
}

function isEmpty({ prices, units }: TierDraft): boolean {
  return TOKEN_CLASSES.every((name) => plain(prices[name]) === "") && UNITS.every((unit) => plain(units[unit]) === "");
}

/** The draft as the API takes it: classes without a price are left out, because they are unknown. */
export function tiersOf({ tiers }: PriceDraft): PriceTierView[] {
  return tiers.map((tier) => {
    const known = TOKEN_CLASSES.map((name) => [name, plain(tier.prices[name])] as const);
    const usdPerRequest = plain(tier.perRequest);
    const units = UNITS.map((unit) => [unit, plain(tier.units[unit])] as const).filter(([, typed]) => typed !== "");
    return {
      fromInputTokens: Number(plain(tier.fromInputTokens)),
      ...(tier.service === "usual" ? {} : { serviceTier: tier.service }),
      usdPerMillionTokens: Object.fromEntries(known.filter(([, typed]) => typed !== "")),
      ...(usdPerRequest === "" ? {} : { usdPerRequest }),
      ...(units.length === 0 ? {} : { usdPerUnit: Object.fromEntries(units) }),
    };
  });
}

/** Every path that the price form shows. */
export function pricePaths({ tiers }: PriceDraft): string[] {
  return tiers.flatMap((_, index) => [
    `tiers.${index}.fromInputTokens`,
    `tiers.${index}.usdPerRequest`,
    ...UNITS.map((unit) => `tiers.${index}.usdPerUnit.${unit}`),
    ...TOKEN_CLASSES.map((name) => `tiers.${index}.usdPerMillionTokens.${name}`),
  ]);
}
