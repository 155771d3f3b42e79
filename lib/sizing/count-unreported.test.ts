import { beforeAll, describe, expect, it } from "vitest";
import { countMade, countPrompt, PassingText } from "./count-unreported";
import { partsOf } from "./prompt-parts";
import { loadCounter, type TokenCounter } from "./token-counter";

const ENGLISH = "The quick brown fox jumps over the lazy dog. ";
const CHINESE = "敏捷的棕色狐狸跳过了懒狗。";

describe("what a provider does not report", () => {
  let counter: TokenCounter;
  beforeAll(async () => {
    counter = await loadCounter("o200k_base");
  });

  it("is counted in any language, where a guess by length is off by far", () => {
    const truth = counter.count(CHINESE.repeat(10));
    const answer = [{ type: "text", id: "msg_1", text: CHINESE.repeat(10), signature: "EqQB".repeat(500) }];
    expect(countMade(answer, counter)).toBe(truth);
    expect(countMade([{ content: CHINESE.repeat(10) }], null)).toBeLessThan(truth / 2);
  });

  it("of a stream is counted from its beginning and taken on to its end", () => {
    const passing = new PassingText();
    for (let n = 0; n < 1_000; n++) passing.add(ENGLISH);
    const truth = counter.count(ENGLISH.repeat(1_000));
    expect(passing.count(counter)).toBeGreaterThan(truth * 0.97);
    expect(passing.count(counter)).toBeLessThan(truth * 1.03);
    expect(new PassingText().count(counter)).toBe(0);
  });

  it("of a prompt is counted where it is text, and left to the guess where it is more", () => {
    const text = { messages: [{ role: "user", content: ENGLISH }] };
    const span = [{ key: "messages", valueStart: 0, valueEnd: 100 }];
    const counted = countPrompt(partsOf(text, span), counter) ?? 0;
    expect(counted).toBeGreaterThanOrEqual(counter.count(ENGLISH));
    expect(counted).toBeLessThan(counter.count(ENGLISH) + 10);
    const image = { messages: [{ role: "user", content: [{ type: "image_url", image_url: { url: "x" } }] }] };
    expect(countPrompt(partsOf(image, span), counter)).toBeNull();
  });
});
