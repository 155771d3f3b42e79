import { describe, expect, it } from "vitest";
import { estimateInputTokens, estimateTextTokens } from "./estimate-tokens";

/** Text and its true o200k_base count. */
const KNOWN: [string, string, number][] = [
  ["English", "The quick brown fox jumps over the lazy dog and then rests in the warm afternoon sun.", 18],
  ["Japanese", "門番は夜明け前に門を開け、旅人たちを静かに迎え入れた。", 27],
  ["Russian", "Сторож открыл ворота на рассвете и молча впустил путников.", 20],
  ["JSON", '{"city":"Rome","unit":"celsius","days":[1,2,3]}', 18],
];

describe("estimateTextTokens", () => {
  it.each(KNOWN)("is within a factor of two for %s", (_, text, truth) => {
    const estimate = estimateTextTokens(text);
    expect(estimate).toBeGreaterThan(truth / 2);
    expect(estimate).toBeLessThan(truth * 2);
  });

  it("grows in proportion to the text", () => {
    const [text = ""] = KNOWN.map(([, sample]) => sample);
    expect(estimateTextTokens(text.repeat(1000)) / estimateTextTokens(text)).toBeCloseTo(1000, -2);
  });
});

describe("estimateInputTokens", () => {
  const ask = (content: string) => ({ model: "m", messages: [{ role: "user", content }] });

  it("counts messages, tools and schemas", () => {
    const bare = estimateInputTokens(ask("hi"));
    const tools = [{ type: "function", function: { name: "f", description: "x".repeat(400), parameters: {} } }];
    expect(estimateInputTokens({ ...ask("hi"), tools })).toBeGreaterThan(bare + 100);
    expect(estimateInputTokens(ask("x".repeat(4000)))).toBeGreaterThan(1000);
  });

  it("counts an image as an image, not as its base64 text", () => {
    const image = { type: "image_url", image_url: { url: `data:image/png;base64,${"A".repeat(1_000_000)}` } };
    const estimate = estimateInputTokens({ model: "m", messages: [{ role: "user", content: [image] }] });
    expect(estimate).toBeGreaterThan(1000);
    expect(estimate).toBeLessThan(3000);
  });

  it("never gives zero", () => {
    expect(estimateInputTokens({})).toBeGreaterThan(0);
  });
});
