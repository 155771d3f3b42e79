import { describe, expect, it } from "vitest";
import { estimateTextTokens } from "./estimate-tokens";

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
