import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newId } from "@/lib/crypto/new-id";
import type { DeploymentPolicy, ModelPolicy } from "@/lib/policy/snapshot";
import { findAdapter } from "@/lib/providers/registry";
import type { Quota } from "@/lib/quotas/contract";
import { openQuotaWorld, type QuotaWorld } from "@/lib/quotas/testing/quota-world";
import { loadCounter } from "@/lib/sizing/token-counter";
import { createLogger } from "@/lib/telemetry/logger";
import type { GatewayDeps } from "../deps";
import { openAiChat } from "../endpoints/openai-chat/endpoint";
import { scanJson } from "../json/scan-json";
import { boundOutput } from "./bound-output";
import { reserve } from "./reserve";
import type { Sizing } from "./size-call";
import { sizeFactsOf } from "./size-facts";

const TARGET: DeploymentPolicy = {
  id: "dep_1",
  priority: 0,
  upstreamModel: "gpt-5",
  adapterId: "openai",
  providerId: "prv_1",
  providerName: "One",
  baseUrl: "https://one.example/v1",
  simulated: false,
  settings: {},
  credentialId: null,
  price: null,
};
const MODEL: ModelPolicy = {
  id: "mdl_1",
  name: "m",
  title: "M",
  kind: "chat",
  contextWindow: null,
  maxOutputTokens: 1_000,
  defaultMaxTokens: null,
  capabilities: {},
  createdAt: 0,
  deployments: [TARGET],
};
/** 670 bytes, about 140 tokens. */
const PROSE = "The gatekeeper opened the gates at dawn and let the travellers in. ".repeat(10);

describe("a call's hold", () => {
  let world: QuotaWorld;
  let deps: GatewayDeps;

  beforeAll(async () => {
    world = await openQuotaWorld();
    await loadCounter("o200k_base");
    const { engine } = world.engine();
    deps = { quotas: engine, findAdapter, logger: createLogger("fatal") } as GatewayDeps;
  });
  afterAll(() => world.close());

  function sizing(content: string, maxTokens: number): Sizing {
    const json = { model: "m", messages: [{ role: "user", content }], max_tokens: maxTokens };
    const bytes = Buffer.from(JSON.stringify(json));
    const scan = scanJson(bytes, { maxDepth: 9, maxKeys: 99, uniqueKeys: new Set() });
    const asked = openAiChat.read(
      { json, bytes, scan },
      { version: "v1", path: "/chat/completions", query: "", headers: {} },
    );
    const plan = { model: MODEL, targets: [TARGET] };
    const facts = sizeFactsOf(plan, findAdapter);
    const needs = { foresee: () => null, note: () => undefined };
    return {
      asked,
      plan,
      facts,
      output: boundOutput(asked, { keyId: "key_1", model: MODEL, facts, lowered: null }, needs),
    };
  }

  const ask = (quotas: Quota[], what: Sizing) =>
    reserve({ requestId: newId("req"), quotas, holdMs: 60_000 }, what, deps);

  it("is its bytes where room is plenty, once the quota is known, and its tokens before that", async () => {
    const quota = await world.quota({ unit: "tokens", window: "lifetime", limit: 100_000_000n });
    const first = await ask([quota], sizing(PROSE, 10));
    expect(first.size.input).toBe("counted");
    const second = await ask([quota], sizing(PROSE, 10));
    expect(second.size.input).toBe("bytes");
    expect(second.size.inputTokens).toBeGreaterThan(PROSE.length);
    expect(first.size.inputTokens).toBeLessThan(PROSE.length / 3);
  });

  it("is its tokens where fewer than 200 such calls fit", async () => {
    const quota = await world.quota({ unit: "input_tokens", window: "lifetime", limit: 50_000n });
    await ask([quota], sizing(PROSE, 10));
    expect((await ask([quota], sizing(PROSE, 10))).size.input).toBe("counted");
  });

  it("never refuses a call whose tokens fit, and fills a budget to its last whole call", async () => {
    const one = (await ask([], sizing(PROSE, 10))).size;
    expect(one.input).toBe("bytes");
    const quota = await world.quota({ unit: "tokens", window: "lifetime", limit: 2_000n });
    const outcomes = [];
    for (let n = 0; n < 20; n++) outcomes.push(await ask([quota], sizing(PROSE, 10)));
    const admitted = outcomes.filter(({ admission }) => admission.kind === "admitted");
    const each = admitted[0]?.size.inputTokens ?? 0;
    expect(admitted).toHaveLength(Math.floor(2_000 / (each + 10)));
    expect(admitted.every(({ size }) => size.input === "counted")).toBe(true);
  });

  it("is not counted for quotas that do not depend on it, nor for one that refuses whatever the count", async () => {
    const requests = await world.quota({ unit: "requests", window: "lifetime", limit: 1n });
    await ask([requests], sizing(PROSE, 10));
    expect((await ask([requests], sizing(PROSE, 10))).size.input).toBe("bytes");
    const spent = await world.quota({ unit: "tokens", window: "lifetime", limit: 60n });
    await ask([spent], sizing("hi", 10));
    const { size, admission } = await ask([spent], sizing(PROSE, 10));
    expect(admission.kind).toBe("refused");
    expect(size.input).toBe("bytes");
  });

  it("is counted before a call is refused for being too large a share of the limit", async () => {
    const quota = await world.quota({ unit: "input_tokens", window: "lifetime", limit: 4_000n, maxCallPercent: 10 });
    const { admission, size } = await ask([quota], sizing(PROSE, 10));
    expect(size.input).toBe("counted");
    expect(admission.kind).toBe("admitted");
  });
});
