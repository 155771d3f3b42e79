import type { DeploymentSummary, ModelView, PriceTierView, PriceView } from "@/lib/admin-api/client/models";
import type { TokenClass } from "@/lib/llm/usage";
import { formatUsdExact } from "../ui/format/format-usd";

export const TOKEN_CLASS_WORDS: Record<TokenClass, string> = {
  uncachedInput: "Input",
  cacheRead: "Cache read",
  cacheWrite: "Cache write",
  output: "Output",
  reasoning: "Reasoning",
  audioInput: "Audio in",
  audioOutput: "Audio out",
  image: "Image",
};

/** The classes most models are priced by; the others are behind a fold. */
export const USUAL_CLASSES: readonly TokenClass[] = ["uncachedInput", "output", "cacheRead", "cacheWrite", "reasoning"];
export const RARE_CLASSES: readonly TokenClass[] = ["audioInput", "audioOutput", "image"];

/** USD per million tokens of a class in the first tier; null is unknown, which is never zero. */
export function perMillion(tiers: readonly PriceTierView[] | null, tokenClass: TokenClass): string | null {
  return tiers?.[0]?.usdPerMillionTokens[tokenClass] ?? null;
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

/** Input and output of the first tier: `$0.25 in, $2.00 out per million tokens`. */
export function priceLine(tiers: readonly PriceTierView[] | null): string {
  const [input, output] = [perMillion(tiers, "uncachedInput"), perMillion(tiers, "output")];
  if (input === null && output === null) return "price unknown";
  const part = (value: string | null) => (value === null ? "unknown" : formatUsdExact(value));
  return `${part(input)} in, ${part(output)} out per million tokens`;
}
