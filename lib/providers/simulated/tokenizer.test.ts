import { describe, expect, it } from "vitest";
import { loadTokenizer } from "./tokenizer";

describe("tokenizer", () => {
  it("gives pieces that join to the text, also where a character spans tokens", async () => {
    const { pieces } = await loadTokenizer();
    for (const text of [
      "hello world",
      "日本語と絵文字👩‍👩‍👧‍👦!",
      "<|endoftext|> is text",
      " \n\t x",
      "",
      "ＦＵＬＬ ṽ",
    ]) {
      expect(pieces(text).join("")).toBe(text);
    }
  });

  it("counts special tokens in user text as plain text", async () => {
    const { count } = await loadTokenizer();
    expect(count("<|endoftext|>")).toBeGreaterThan(1);
  });

  it("counts unbroken runs that would stall the tokenizer", async () => {
    const { count } = await loadTokenizer();
    // 20,000 characters in one run: quadratic without splitting (seconds), linear with it.
    const repeated = "日本語".repeat(6_667);
    const spaced = "日本語".repeat(66);
    const perCharacter = count(spaced) / spaced.length;
    expect(count(repeated) / repeated.length / perCharacter).toBeCloseTo(1, 1);
    expect(count(" ".repeat(20_000))).toBeGreaterThan(0);
  });

  it("extrapolates beyond 200,000 characters", async () => {
    const { count } = await loadTokenizer();
    const text = "one two three four five six seven ".repeat(6_000);
    const million = text.repeat(5);
    expect(count(million) / million.length).toBeCloseTo(7 / 34, 2);
  });
});
