import { describe, expect, it } from "vitest";
import type { Price } from "@/lib/pricing/contract";
import type { Quota } from "@/lib/quotas/contract";
import { readAsked as readMessages } from "../endpoints/anthropic-messages/read-asked";
import { readAsked as readChat } from "../endpoints/openai-chat/read-asked";
import { scanJson } from "../json/scan-json";
import { CALLER } from "../testing/caller";
import { modelAt } from "../testing/open-gateway";
import { pricedPlan } from "./admit";

const USUAL: Price["tiers"][number] = {
  fromInputTokens: 0,
  picoUsdPerToken: { uncachedInput: 1n, output: 1n },
  picoUsdPerRequest: 0n,
};
const priceOf = (...tiers: Price["tiers"]): Price => ({ id: "prc_1", version: 1, source: "catalog", tiers });
const MONEY = { unit: "usd_micros", hard: true, shadow: false } as Quota;

function bodyOf(json: object) {
  const bytes = Buffer.from(JSON.stringify(json));
  const limits = { maxDepth: 9, maxKeys: 99, uniqueKeys: new Set<string>() };
  return { bytes, json: JSON.parse(bytes.toString()), scan: scanJson(bytes, limits) };
}
const CALL = { model: "m", messages: [{ role: "user", content: "hi" }], max_tokens: 9 };
const PRIORITY = readChat(bodyOf({ ...CALL, service_tier: "priority" }));
const FAST = readMessages(bodyOf({ ...CALL, speed: "fast" }), { headers: {} });

function planOf(price: Price) {
  const model = modelAt("m", { adapterId: "openai", baseUrl: "https://a.example", price });
  return { model, targets: model.deployments };
}

describe("a class of service that costs more", () => {
  it.each([
    ["priority", PRIORITY],
    ["fast", FAST],
  ])("is refused under a budget while it has no price: %s", (_name, asked) => {
    const plan = planOf(priceOf(USUAL));
    expect(() => pricedPlan({ plan, asked, caller: CALLER }, [MONEY])).toThrow(
      expect.objectContaining({ code: "model_unpriced" }),
    );
    expect(pricedPlan({ plan, asked, caller: CALLER }, [])).toBe(plan);
    const priced = planOf(priceOf(USUAL, { ...USUAL, serviceTier: "priority" }));
    expect(pricedPlan({ plan: priced, asked, caller: CALLER }, [MONEY])).toBe(priced);
  });

  it("is no matter where a cheaper one was asked for", () => {
    const plan = planOf(priceOf(USUAL));
    const asked = readChat(bodyOf({ ...CALL, service_tier: "flex" }));
    expect(pricedPlan({ plan, asked, caller: CALLER }, [MONEY])).toBe(plan);
  });
});
