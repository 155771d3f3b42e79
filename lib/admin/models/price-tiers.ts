import type { PriceTier } from "@/db/schema";
import type { PriceTierView } from "@/lib/admin-api/schemas/models";
import { invalidField } from "@/lib/errors/admin-error";
import { UNITS } from "@/lib/llm/units";
import { TOKEN_CLASSES } from "@/lib/llm/usage";
import { decimalFromScaled, scaledFromDecimal } from "./decimal";

/** 1 USD per million tokens is 10^6 pico-USD per token. */
const PER_MILLION_PLACES = 6;
/** 1 USD is 10^12 pico-USD. */
const PICO_PLACES = 12;

/** Stored tiers as the API shows them: USD per million tokens, USD per call. */
export function showTiers(tiers: readonly PriceTier[]): PriceTierView[] {
  return tiers.map((tier) => ({
    fromInputTokens: tier.fromInputTokens,
    ...(tier.serviceTier === undefined ? {} : { serviceTier: tier.serviceTier }),
    usdPerMillionTokens: Object.fromEntries(
      TOKEN_CLASSES.flatMap((name) => {
        const pico = tier.picoUsdPerToken[name];
        return pico === undefined ? [] : [[name, decimalFromScaled(BigInt(pico), PER_MILLION_PLACES)]];
      }),
    ),
    ...(tier.picoUsdPerRequest === undefined
      ? {}
      : { usdPerRequest: decimalFromScaled(BigInt(tier.picoUsdPerRequest), PICO_PLACES) }),
    ...(tier.picoUsdPerUnit === undefined ? {} : { usdPerUnit: showUnits(tier.picoUsdPerUnit) }),
  }));
}

function showUnits(stored: NonNullable<PriceTier["picoUsdPerUnit"]>): NonNullable<PriceTierView["usdPerUnit"]> {
  const known = UNITS.flatMap((unit) => {
    const pico = stored[unit];
    return pico === undefined ? [] : [[unit, decimalFromScaled(BigInt(pico), PICO_PLACES)] as const];
  });
  return Object.fromEntries(known);
}

/** Tiers as an operator typed them, ready to store, ascending. Throws AdminError `invalid_request` naming the field. */
export function readTiers(tiers: readonly PriceTierView[], path: string): PriceTier[] {
  const sorted = tiers.toSorted((left, right) => left.fromInputTokens - right.fromInputTokens);
  const usual = sorted.filter((tier) => tier.serviceTier === undefined);
  if (usual[0]?.fromInputTokens !== 0)
    throw invalidField(path, "the first tier of the usual service must start at 0 input tokens");
  if (new Set(sorted.map((tier) => `${tier.serviceTier ?? ""} ${tier.fromInputTokens}`)).size !== sorted.length) {
    throw invalidField(path, "two tiers of one service start at the same number of input tokens");
  }
  return sorted.map((tier, index) => readTier(tier, `${path}.${index}`));
}

function readTier(tier: PriceTierView, path: string): PriceTier {
  const picoUsdPerToken: PriceTier["picoUsdPerToken"] = {};
  for (const name of TOKEN_CLASSES) {
    const usd = tier.usdPerMillionTokens[name];
    if (usd !== undefined) {
      picoUsdPerToken[name] = pico(usd, PER_MILLION_PLACES, `${path}.usdPerMillionTokens.${name}`);
    }
  }
  const { fromInputTokens, serviceTier } = tier;
  const head = serviceTier === undefined ? { fromInputTokens } : { fromInputTokens, serviceTier };
  const read: PriceTier = { ...head, picoUsdPerToken };
  if (tier.usdPerRequest !== undefined)
    read.picoUsdPerRequest = pico(tier.usdPerRequest, PICO_PLACES, `${path}.usdPerRequest`);
  if (tier.usdPerUnit !== undefined) read.picoUsdPerUnit = readUnits(tier.usdPerUnit, `${path}.usdPerUnit`);
  return read;
}

function readUnits(
  usdPerUnit: NonNullable<PriceTierView["usdPerUnit"]>,
  path: string,
): NonNullable<PriceTier["picoUsdPerUnit"]> {
  const typed = UNITS.flatMap((unit) => {
    const usd = usdPerUnit[unit];
    return usd === undefined ? [] : [[unit, pico(usd, PICO_PLACES, `${path}.${unit}`)] as const];
  });
  return Object.fromEntries(typed);
}

function pico(usd: string, places: number, path: string): string {
  const value = scaledFromDecimal(usd, places);
  if (value === null) throw invalidField(path, `must be a decimal number with at most ${places} decimals`);
  return value.toString();
}
