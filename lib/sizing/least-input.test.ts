import { beforeAll, describe, expect, it } from "vitest";
import type { SizeFacts } from "@/lib/providers/contract";
import { leastInput } from "./least-input";
import { partsOf } from "./prompt-parts";
import { countInput } from "./size-input";
import { loadCounter, type TokenCounter } from "./token-counter";

const OWN: SizeFacts = {
  vocabulary: "o200k_base",
  factor: 1,
  tokensPerImage: 1_000,
  tokensForTools: 300,
  mostOutputTokens: null,
};
const TEXTS = [
  "The quick brown fox jumps over the lazy dog. ",
  "const sum = values.reduce((all, one) => all + one, 0);\n",
  "2026-11-29T16:00:00Z 10.0.0.1 GET /api/v1/models 200 0.004\n",
  "Grüezi mitenand, wie goht's öich hüt? ",
];

function partsWith(text: string) {
  const body = { messages: [{ role: "user", content: text }] };
  const bytes = Buffer.byteLength(JSON.stringify(body.messages));
  return partsOf(body, [{ key: "messages", valueStart: 0, valueEnd: bytes }]);
}

describe("the least a prompt has", () => {
  let counter: TokenCounter;
  beforeAll(async () => {
    counter = await loadCounter("o200k_base");
  });

  it.each(TEXTS)("is never more than it has: %j", (text) => {
    for (const times of [1, 20, 2_000]) {
      const whole = text.repeat(times);
      const truth = counter.count(whole);
      expect(leastInput(partsWith(whole), OWN, counter)).toBeLessThanOrEqual(truth + 1);
      expect(leastInput(partsWith(whole), OWN, counter)).toBeGreaterThan(truth * 0.7 - 20);
    }
  });

  it("is half of that where the model's own vocabulary is not known", () => {
    const parts = partsWith(TEXTS.join("").repeat(3));
    const own = leastInput(parts, OWN, counter);
    expect(leastInput(parts, { ...OWN, factor: 1.35 }, counter)).toBe(Math.floor(own / 2));
  });

  it("is below the bound that is held for it", () => {
    const parts = partsWith(TEXTS.join("").repeat(100));
    const { tokens } = countInput(parts, OWN, { contextWindow: null, counter });
    expect(leastInput(parts, OWN, counter)).toBeLessThan(tokens);
  });
});
