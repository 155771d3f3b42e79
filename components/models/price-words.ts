import type { DeploymentSummary, ModelView, PriceTierView, PriceView } from "@/lib/admin-api/client/models";
import type { Unit } from "@/lib/llm/units";
import type { ServiceTier, TokenClass } from "@/lib/llm/usage";
import { formatCount } from "../ui/format/format-number";
import { formatUsdExact } from "../ui/format/format-usd";

export const TOKEN_CLASS_WORDS: Record<TokenClass, string> = {
  uncachedInput: "Input",
  cacheRead: "Cache read",
  cacheWrite: "Cache write",
  cacheWriteLong: "Cache write, kept longer",
  output: "Output",
  reasoning: "Reasoning",
  audioInput: "Audio in",
  audioOutput: "Audio out",
  image: "Image",
};

/** Classes of service, for readers. */
export const SERVICE_WORDS: Record<ServiceTier | "usual", string> = {
  usual: "Usual service",
  flex: "Flex",
  priority: "Priority",
  batch: "Batch",
};

/** What the tier prices: `Usual prompts`, `From 200,000 input tokens`, `Priority`. */
export function tierWords(tier: PriceTierView, isOnly: boolean): string {
  const length = tier.fromInputTokens === 0 ? null : `from ${formatCount(tier.fromInputTokens)} input tokens`;
  if (tier.serviceTier !== undefined) return [SERVICE_WORDS[tier.serviceTier], length].filter(Boolean).join(", ");
  if (length !== null) return `From ${formatCount(tier.fromInputTokens)} input tokens`;
  return isOnly ? "Price" : "Usual prompts";
}

/** What models are charged by beside tokens. */
export const UNIT_WORDS: Record<Unit, string> = {
  picture: "Each picture",
  second: "Each second",
  character: "Each character",
  search: "Each search",
};

/** The classes most models are priced by; the others are behind a fold. */
export const USUAL_CLASSES: readonly TokenClass[] = ["uncachedInput", "output", "cacheRead", "cacheWrite", "reasoning"];
export const RARE_CLASSES: readonly TokenClass[] = ["cacheWriteLong", "audioInput", "audioOutput", "image"];

/** USD per million tokens of a class in the first tier; null is unknown, which is never zero. */
export function perMillion(tiers: readonly PriceTierView[] | null, tokenClass: TokenClass): string | null {
  return tiers?.find((tier) => tier.serviceTier === undefined)?.usdPerMillionTokens[tokenClass] ?? null;
}

/** The deployment whose price a caller usually pays: the first that is on. */
export function firstDeployment(model: ModelView): DeploymentSummary | null {
  return model.deployments.find((one) => one.status === "active") ?? model.deployments[0] ?? null;
}

/** Where a price came from, for readers. */
export function sourceWords(price: Pick<PriceView, "source">): string {
  if (price.source === "operator") return "set by hand";
  return price.source === "simulated" ? "of the simulated provider" : `from ${price.source}`;
}

/** Input and output of the first tier: `$0.25 in, $2.00 out per million tokens`; else its units: `$0.04 each picture`. */
export function priceLine(tiers: readonly PriceTierView[] | null): string {
  const units = Object.entries(tiers?.[0]?.usdPerUnit ?? {}) as [Unit, string][];
  if (units.length > 0)
    return units.map(([unit, usd]) => `${formatUsdExact(usd)} ${UNIT_WORDS[unit].toLowerCase()}`).join(", ");
  const [input, output] = [perMillion(tiers, "uncachedInput"), perMillion(tiers, "output")];
  if (input === null && output === null) return "price unknown";
  const part = (value: string | null) => (value === null ? "unknown" : formatUsdExact(value));
  return `${part(input)} in, ${part(output)} out per million tokens`;
}
