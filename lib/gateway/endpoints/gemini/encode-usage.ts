import type { JsonObject } from "@/lib/llm/json";
import { inputTokens, type TokenUsage, totalTokens } from "@/lib/llm/usage";

/** Usage as the API reports it: the prompt includes what was cached, the candidates leave out thoughts ("UsageMetadata"). */
export function encodeUsage(usage: TokenUsage): JsonObject {
  const { cacheRead, reasoning, audioInput, audioOutput, image } = usage;
  const text = inputTokens(usage) - audioInput - image;
  const details = [
    { modality: "TEXT", tokenCount: text },
    { modality: "AUDIO", tokenCount: audioInput },
    { modality: "IMAGE", tokenCount: image },
  ].filter(({ modality, tokenCount }) => modality === "TEXT" || tokenCount > 0);
  return {
    promptTokenCount: inputTokens(usage),
    candidatesTokenCount: usage.output + audioOutput,
    totalTokenCount: totalTokens(usage),
    ...(cacheRead === 0 ? {} : { cachedContentTokenCount: cacheRead }),
    promptTokensDetails: details,
    ...(reasoning === 0 ? {} : { thoughtsTokenCount: reasoning }),
  };
}
