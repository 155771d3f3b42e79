import { findProvider } from "@pydantic/genai-prices";
import { describe, expect, it } from "vitest";
import { ADAPTERS, findAdapter } from "./registry";

/** Adapters whose models the price library lists, by its own id. */
const LISTED: Readonly<Record<string, string>> = {
  openai: "openai",
  anthropic: "anthropic",
  gemini: "google",
  vertex: "google",
  mistral: "mistral",
  deepseek: "deepseek",
  cohere: "cohere",
  bedrock: "aws",
};

/** One says 1,000,000 where the other says 1,047,576. */
const ROUNDING = 0.05;

function modelsOf(adapterId: string) {
  return findProvider({ providerId: LISTED[adapterId] ?? "" })?.models.filter(({ deprecated }) => !deprecated) ?? [];
}

describe("what adapters say of their models", () => {
  it.each(Object.keys(LISTED))("has a page as its source wherever %s says anything", (adapterId) => {
    const described = modelsOf(adapterId).map(({ id }) => findAdapter(adapterId)?.describeModel?.(id));
    const sourced = described.filter((facts) => Object.keys(facts?.capabilities ?? {}).length > 0);
    expect(sourced.length).toBeGreaterThan(0);
    for (const facts of sourced) expect(facts?.source).toMatch(/^https:\/\//);
  });

  it.each(Object.keys(LISTED))("gives %s the context window an independent list gives", (adapterId) => {
    const differing = modelsOf(adapterId).filter(({ id, context_window }) => {
      const ours = findAdapter(adapterId)?.describeModel?.(id).contextWindow ?? null;
      if (ours === null || context_window === undefined) return false;
      return Math.abs(ours / context_window - 1) > ROUNDING;
    });
    expect(
      differing.map(({ id, context_window }) => [
        id,
        context_window,
        findAdapter(adapterId)?.describeModel?.(id).contextWindow,
      ]),
    ).toEqual([]);
  });

  it("restricts nothing for a model nobody described", () => {
    for (const adapter of ADAPTERS) {
      expect(
        adapter.describeModel?.("some-model-of-2031") ?? { maxOutputTokens: null, capabilities: {} },
      ).toMatchObject({
        maxOutputTokens: null,
        capabilities: {},
      });
    }
  });
});
