import { readFileSync } from "node:fs";
import { extractUsage, findProvider } from "@pydantic/genai-prices";
import { describe, expect, it } from "vitest";
import { inputTokens, NO_USAGE, outputTokens } from "@/lib/llm/usage";
import { findAdapter } from "./registry";

/** The price library reads vendors' usage on its own; where both read the same body they must agree. */
describe("readUsage", () => {
  it.each([
    ["openai", "openai", "chat"],
    ["anthropic", "anthropic", undefined],
    ["gemini", "google", undefined],
    ["azure-openai", "azure", "chat"],
    ["bedrock", "aws", "default"],
    ["cohere", "cohere", undefined],
    ["deepseek", "deepseek", "chat"],
    ["mistral", "mistral", undefined],
    ["vertex", "google", undefined],
  ])("agrees with an independent reader of %s answers", (adapterId, libraryId, flavor) => {
    const body: unknown = JSON.parse(
      readFileSync(new URL(`./${adapterId}/fixtures/answer.json`, import.meta.url), "utf8"),
    );
    const provider = findProvider({ providerId: libraryId });
    if (provider === undefined) throw new Error(`the library does not know ${libraryId}`);
    const { usage: theirs } = extractUsage(provider, body, flavor);
    const ours = findAdapter(adapterId)?.chat?.readUsage(body) ?? NO_USAGE;
    expect(inputTokens(ours)).toBe(theirs.input_tokens);
    expect(outputTokens(ours)).toBe(theirs.output_tokens);
    expect(ours.cacheRead).toBe(theirs.cache_read_tokens ?? 0);
    expect(ours.cacheWrite).toBe(theirs.cache_write_tokens ?? 0);
    expect(ours.reasoning).toBe(theirs.output_reasoning_tokens ?? 0);
  });
});
