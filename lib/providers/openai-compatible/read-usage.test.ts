import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inputTokens, NO_USAGE, outputTokens } from "@/lib/llm/usage";
import { readUsage } from "./read-usage";

describe("readUsage", () => {
  it.each([
    [
      "OpenAI with everything",
      {
        prompt_tokens: 100,
        completion_tokens: 50,
        total_tokens: 150,
        prompt_tokens_details: { cached_tokens: 40, cache_write_tokens: 10, audio_tokens: 5, image_tokens: 15 },
        completion_tokens_details: { reasoning_tokens: 20, audio_tokens: 4 },
      },
      {
        uncachedInput: 30,
        cacheRead: 40,
        cacheWrite: 10,
        cacheWriteLong: 0,
        audioInput: 5,
        image: 15,
        output: 26,
        reasoning: 20,
        audioOutput: 4,
      },
    ],
    [
      "DeepSeek's cache counters",
      { prompt_tokens: 10, completion_tokens: 1, prompt_cache_hit_tokens: 4, prompt_cache_miss_tokens: 6 },
      { ...NO_USAGE, uncachedInput: 6, cacheRead: 4, output: 1 },
    ],
    [
      "Mistral's cache counter",
      { prompt_tokens: 10, completion_tokens: 1, num_cached_tokens: 4 },
      { ...NO_USAGE, uncachedInput: 6, cacheRead: 4, output: 1 },
    ],
    [
      "reasoning that is only in the total",
      {
        prompt_tokens: 10,
        completion_tokens: 5,
        total_tokens: 45,
        completion_tokens_details: { reasoning_tokens: 30 },
      },
      { ...NO_USAGE, uncachedInput: 10, output: 5, reasoning: 30 },
    ],
    [
      "parts larger than their total",
      {
        prompt_tokens: 10,
        completion_tokens: 5,
        prompt_tokens_details: { cached_tokens: 99 },
        completion_tokens_details: { reasoning_tokens: 99 },
      },
      { ...NO_USAGE, cacheRead: 10, reasoning: 5 },
    ],
    [
      "details that are null or nonsense",
      {
        prompt_tokens: 10,
        completion_tokens: 5,
        prompt_tokens_details: null,
        completion_tokens_details: { reasoning_tokens: -3 },
      },
      { ...NO_USAGE, uncachedInput: 10, output: 5 },
    ],
  ])("reads %s", (_, usage, expected) => expect(readUsage({ usage })).toEqual(expected));

  it("reads Groq's usage in its own corner", () => {
    expect(readUsage({ choices: [], x_groq: { usage: { prompt_tokens: 1, completion_tokens: 2 } } })).toEqual({
      ...NO_USAGE,
      uncachedInput: 1,
      output: 2,
    });
  });

  it.each([
    null,
    3,
    [],
    {},
    { usage: null },
    { usage: {} },
    { usage: { prompt_tokens: 1 } },
    { usage: { prompt_tokens: -1, completion_tokens: 2 } },
    { usage: { prompt_tokens: Number.NaN, completion_tokens: 2 } },
    { usage: { prompt_tokens: "1", completion_tokens: 2 } },
    { usage: { prompt_tokens: 1.5, completion_tokens: 2 } },
  ])("knows nothing from %j", (chunk) => expect(readUsage(chunk)).toBeUndefined());

  it("gives classes that are never negative and always add up to the upstream's totals", () => {
    const count = fc.nat({ max: 1_000_000 });
    fc.assert(
      fc.property(fc.array(count, { minLength: 8, maxLength: 8 }), ([input = 0, output = 0, ...parts]) => {
        const [cached_tokens, cache_write_tokens, audio_tokens, image_tokens, reasoning_tokens, audioOut] = parts;
        const usage = readUsage({
          usage: {
            prompt_tokens: input,
            completion_tokens: output,
            prompt_tokens_details: { cached_tokens, cache_write_tokens, audio_tokens, image_tokens },
            completion_tokens_details: { reasoning_tokens, audio_tokens: audioOut },
          },
        });
        expect(Object.values(usage ?? { none: -1 }).every((tokens) => tokens >= 0)).toBe(true);
        expect([inputTokens(usage ?? NO_USAGE), outputTokens(usage ?? NO_USAGE)]).toEqual([input, output]);
      }),
    );
  });
});
