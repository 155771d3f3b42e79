import { readFileSync } from "node:fs";
import { calcPrice } from "@pydantic/genai-prices";
import { describe, expect, it } from "vitest";
import type { Units } from "@/lib/llm/units";
import { NO_USAGE, TOKEN_CLASSES, type TokenUsage } from "@/lib/llm/usage";
import { CATALOG_VERSION, catalogModels, catalogPriceOf } from "./catalog";
import { CATALOG_SOURCES } from "./catalog-sources";
import type { Price } from "./contract";
import { priceOf } from "./price-of";

const NOW = new Date("2026-11-20T12:00:00Z");

function priceFor(adapterId: string, model: string, at = NOW): Price {
  const found = catalogPriceOf(adapterId, model, at);
  if (found === null) throw new Error(`no price for ${model}`);
  const tiers = found.tiers.map((tier) => ({
    fromInputTokens: tier.fromInputTokens,
    picoUsdPerRequest: BigInt(tier.picoUsdPerRequest ?? "0"),
    ...(tier.picoUsdPerUnit === undefined ? {} : { picoUsdPerUnit: { second: BigInt(tier.picoUsdPerUnit.second) } }),
    picoUsdPerToken: Object.fromEntries(
      Object.entries(tier.picoUsdPerToken).map(([name, pico]) => [name, BigInt(pico)]),
    ),
  }));
  return { id: "prc_1", version: 1, source: found.source, tiers };
}

/** 300,000 input tokens of which 100,000 cached, 2,000 output: past every long-context boundary. */
const LONG: TokenUsage = { ...NO_USAGE, uncachedInput: 200_000, cacheRead: 100_000, output: 2_000 };

describe("catalogPriceOf", () => {
  // The figures two independent price libraries agreed on when they were compared.
  it.each([
    ["openai", "gpt-4o", 645_000n],
    ["openai", "gpt-5.4", 1_095_000n],
    ["openai", "o3", 466_000n],
    ["anthropic", "claude-opus-5-5", 860_000n],
    ["anthropic", "claude-sonnet-4-5", 1_305_000n],
    ["anthropic", "claude-haiku-4-5", 220_000n],
    ["gemini", "gemini-2.5-pro", 555_000n],
    ["gemini", "gemini-2.5-flash", 68_000n],
    ["gemini", "gemini-3.1-pro-preview", 876_000n],
  ])("prices a long cached call to %s %s as published", (adapter, model, micros) => {
    expect(priceOf(LONG, priceFor(adapter, model)).costMicros).toBe(micros);
  });

  it.each([...CATALOG_SOURCES.keys()])("offers no model of %s without a price", (adapter) => {
    const unpriced = catalogModels(adapter).filter(
      ({ upstreamModel }) => catalogPriceOf(adapter, upstreamModel, NOW) === null,
    );
    expect(unpriced.map(({ upstreamModel }) => upstreamModel)).toEqual([]);
  });

  it.each([
    ["bedrock", "eu.anthropic.claude-sonnet-4-6-v1:0"],
    ["vertex-anthropic", "claude-haiku-4-5@20251001"],
    ["azure-openai", "gpt-4o-mini"],
    ["mistral", "mistral-medium-latest"],
    ["cohere", "command-a-03-2025"],
    ["fireworks", "accounts/fireworks/models/kimi-k2p6"],
    ["zai", "glm-5.2"],
    ["groq", "openai/gpt-oss-120b"],
  ])("finds the price of %s %s by the name calls use", (adapter, model) => {
    expect(catalogPriceOf(adapter, model, NOW)).not.toBeNull();
  });

  const libraryIds: Record<string, string> = { openai: "openai", anthropic: "anthropic", gemini: "google" };
  const samples: TokenUsage[] = [
    { ...NO_USAGE, uncachedInput: 1_000, output: 100 },
    { ...NO_USAGE, uncachedInput: 10, cacheRead: 100, cacheWrite: 50, output: 7, reasoning: 3 },
    { ...LONG, cacheWrite: 5_000, reasoning: 500 },
    { ...NO_USAGE, uncachedInput: 200_000, output: 1 },
    { ...NO_USAGE, uncachedInput: 200_001, output: 1 },
    { ...NO_USAGE, uncachedInput: 271_999, output: 1 },
    { ...NO_USAGE, uncachedInput: 272_000, output: 1 },
    { ...NO_USAGE, uncachedInput: 272_001, output: 1 },
  ];
  it.each(["openai", "anthropic", "gemini"])(
    "agrees with the library's own arithmetic for every chat model of %s",
    (adapter) => {
      const { taskModels } = CATALOG_SOURCES.get(adapter) ?? {};
      const models = catalogModels(adapter).filter(({ upstreamModel }) => taskModels?.test(upstreamModel) !== true);
      expect(models.length).toBeGreaterThan(5);
      for (const { upstreamModel } of models) {
        for (const usage of samples) {
          const theirs = calcPrice(
            {
              input_tokens: usage.uncachedInput + usage.cacheRead + usage.cacheWrite,
              cache_read_tokens: usage.cacheRead,
              cache_write_tokens: usage.cacheWrite,
              output_tokens: usage.output + usage.reasoning,
            },
            upstreamModel,
            { providerId: libraryIds[adapter] ?? "", timestamp: NOW },
          );
          const ours = Number(priceOf(usage, priceFor(adapter, upstreamModel)).costMicros);
          const exact = (theirs?.total_price ?? Number.NaN) * 1e6;
          expect(ours - exact, `${upstreamModel} ${JSON.stringify(usage)}`).toBeGreaterThan(-1e-6);
          expect(ours - exact, `${upstreamModel} ${JSON.stringify(usage)}`).toBeLessThan(1);
        }
      }
    },
  );

  it("takes the price in force at the time", () => {
    const usage = { ...NO_USAGE, uncachedInput: 1_000_000 };
    expect(priceOf(usage, priceFor("gemini", "gemini-3.6-flash", NOW)).costMicros).toBe(750_000n);
    expect(priceOf(usage, priceFor("gemini", "gemini-3.6-flash", new Date("2027-02-01"))).costMicros).toBe(1_500_000n);
  });

  it("prices what Google's models draw, think and say each at its own rate", () => {
    const drawn = { ...NO_USAGE, uncachedInput: 1_000, image: 1_000, output: 1_000, reasoning: 1_000 };
    expect(priceOf(drawn, priceFor("gemini", "gemini-3-pro-image-preview")).costMicros).toBe(136_000n);
    const said = { ...NO_USAGE, uncachedInput: 1_000, audioOutput: 1_000 };
    expect(priceOf(said, priceFor("vertex", "gemini-2.5-flash-tts")).costMicros).toBe(10_500n);
  });

  it.each(["gemini-3.8-flash-tts", "gemini-3.8-flash-image", "gemini-3.8-flash-live"])(
    "leaves %s without a price rather than taking that of the model it was made from",
    (model) => expect(catalogPriceOf("gemini", model, NOW)).toBeNull(),
  );

  it("leaves sound without a published price unknown, and prices it where one is published", () => {
    const sound = { ...NO_USAGE, audioInput: 1_000 };
    expect(priceOf(sound, priceFor("openai", "gpt-4o-audio-preview")).costMicros).toBeNull();
    expect(priceOf(sound, priceFor("openai", "gpt-audio")).costMicros).toBe(32_000n);
    expect(priceOf(sound, priceFor("gemini", "gemini-2.5-flash")).costMicros).toBe(1_000n);
  });

  it("prices vectors without output, pictures by what is drawn, speech by its sound, and whisper by the second", () => {
    const costOf = (model: string, usage: Partial<TokenUsage>, units?: Units) =>
      priceOf({ ...NO_USAGE, ...usage }, priceFor("openai", model), { units }).costMicros;
    expect(costOf("text-embedding-3-small", { uncachedInput: 1_000_000 })).toBe(20_000n);
    expect(costOf("gpt-image-1", { uncachedInput: 100, image: 300, output: 1_000 }, { picture: 1 })).toBe(43_500n);
    expect(costOf("gpt-image-1.5", { output: 1_000 }, { picture: 1 })).toBe(32_000n);
    expect(costOf("gpt-4o-mini-tts", { uncachedInput: 10, audioOutput: 1_000 })).toBe(12_006n);
    expect(costOf("whisper-1", {}, { second: 60 })).toBe(6_000n);
    expect(costOf("whisper-1", { audioInput: 10 })).toBeNull();
  });

  it("does not know what nobody knows", () => {
    expect(catalogPriceOf("openai", "no-such-model", NOW)).toBeNull();
    expect(catalogPriceOf("openai-compatible", "gpt-4o", NOW)).toBeNull();
  });

  it("prices simulated calls as simulated, every text class of them", () => {
    const price = priceFor("simulated", "anything");
    expect(price.source).toBe("simulated");
    const text = TOKEN_CLASSES.filter((name) => !name.startsWith("audio"));
    for (const name of text) expect(priceOf({ ...NO_USAGE, [name]: 1 }, price).costMicros).not.toBeNull();
  });

  it("names the version of the library that is installed", () => {
    const { version } = JSON.parse(readFileSync("node_modules/@pydantic/genai-prices/package.json", "utf8"));
    expect(CATALOG_VERSION).toBe(`genai-prices@${version}`);
  });
});

describe("catalogModels", () => {
  it("offers what can be called here, the newest first", () => {
    const names = catalogModels("openai").map(({ upstreamModel }) => upstreamModel);
    expect(names).toEqual(expect.arrayContaining(["gpt-4o", "text-embedding-3-small", "gpt-image-1", "whisper-1"]));
    expect(names.filter((name) => /realtime|ada-002|codex|deep-research/.test(name))).toEqual([]);
    expect(names.indexOf("gpt-5.4")).toBeLessThan(names.indexOf("gpt-4o"));
  });

  it("adds what the adapter knows", () => {
    const facts = { maxOutputTokens: 9, capabilities: { sampling: false } };
    expect(catalogModels("anthropic", () => facts)[0]).toMatchObject(facts);
    expect(catalogModels("anthropic")[0]).toMatchObject({ maxOutputTokens: null, capabilities: {} });
  });

  it("is empty for adapters without a catalog", () => {
    expect(catalogModels("openai-compatible")).toEqual([]);
  });
});
