import { describe, expect, it } from "vitest";
import type { RecordPrice } from "@/db/queries/requests/find-record";
import { NO_USAGE } from "@/lib/llm/usage";
import { costLines } from "./cost-lines";

const price = (tier: Partial<RecordPrice["tiers"][number]>) =>
  ({ tiers: [{ fromInputTokens: 0, picoUsdPerToken: {}, ...tier }] }) as unknown as RecordPrice;

describe("the lines of a call's cost", () => {
  it("have the units it was charged by, beside its tokens", () => {
    const usage = { ...NO_USAGE, uncachedInput: 10 };
    const tier = { picoUsdPerToken: { uncachedInput: "2000000" }, picoUsdPerUnit: { picture: "40000000000" } };
    expect(costLines(usage, price(tier), { picture: 2, second: 5 }).lines).toEqual([
      { class: "uncachedInput", tokens: 10, usdPerMillionTokens: "2.00", costUsd: "0.00002" },
      { class: "picture", tokens: 2, usdPerMillionTokens: null, costUsd: "0.08" },
    ]);
  });
});
