import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Price } from "@/lib/pricing/contract";
import { loadCounter } from "@/lib/sizing/token-counter";
import { modelAt, type OpenGateway, openGateway } from "./testing/open-gateway";
import { RecordedUpstream } from "./testing/recorded-upstream";

const MICRO = 1_000_000n;
const price = (id: string, output: bigint): Price => ({
  id,
  version: 1,
  source: "operator",
  tiers: [
    { fromInputTokens: 0, picoUsdPerToken: { uncachedInput: 1n, output }, picoUsdPerRequest: 0n },
    {
      fromInputTokens: 0,
      serviceTier: "priority",
      picoUsdPerToken: { uncachedInput: 2n, output: 2n * output },
      picoUsdPerRequest: 0n,
    },
  ],
});

const COMPLETION = {
  id: "chatcmpl-1",
  object: "chat.completion",
  created: 1,
  model: "up-2026",
  choices: [{ index: 0, message: { role: "assistant", content: "hi" }, finish_reason: "stop" }],
  usage: { prompt_tokens: 5, completion_tokens: 7, total_tokens: 12 },
};
const MESSAGE = {
  id: "msg_1",
  type: "message",
  role: "assistant",
  model: "up-2026",
  content: [{ type: "text", text: "hi" }],
  stop_reason: "end_turn",
  usage: { input_tokens: 5, output_tokens: 7 },
};

const upstream = new RecordedUpstream();
let gateway: OpenGateway;
let narrow: OpenGateway;

beforeAll(async () => {
  const baseUrl = `${await upstream.start()}/v1`;
  const models = [
    modelAt("gpt", {
      adapterId: "openai-compatible",
      baseUrl,
      upstreamModel: "gpt-up",
      price: price("prc_gpt", MICRO),
    }),
    modelAt("claude", { adapterId: "anthropic", baseUrl, upstreamModel: "claude-up" }),
    modelAt("open/*", { adapterId: "openai-compatible", baseUrl, upstreamModel: "v-*" }),
    modelAt("small", { adapterId: "openai", baseUrl }, { contextWindow: 50 }),
    modelAt("blind", { adapterId: "openai", baseUrl }, { capabilities: { images: false, tools: false } }),
  ];
  const aliases = [
    { name: "fast", projectId: null, modelName: "claude" },
    { name: "fast", projectId: "prj_1", modelName: "gpt" },
    { name: "fast", projectId: "prj_2", modelName: "small" },
    { name: "clever", projectId: null, modelName: "claude" },
    { name: "any", projectId: null, modelName: "open/nine" },
    { name: "gone", projectId: null, modelName: "retired" },
  ];
  const prices = new Map([["v-nine", price("prc_nine", 3n * MICRO)]]);
  gateway = openGateway({ models, aliases, prices });
  narrow = openGateway({ models, aliases, prices, allowedModels: ["gpt", "open/*"] });
});
afterAll(async () => {
  await gateway.close();
  await narrow.close();
  await upstream.stop();
});

async function ask(model: string, on = gateway, more: object = {}, answer: object = COMPLETION) {
  upstream.answerWith(JSON.stringify(answer), "application/json");
  const body = JSON.stringify({ model, messages: [{ role: "user", content: "hi" }], ...more });
  return on.call({ path: "/chat/completions", body });
}

async function get(path: string, on = gateway) {
  return JSON.parse((await on.call({ path, method: "GET" })).text);
}

describe("an alias", () => {
  it("of the project is called before the organization's; header and record say what it came to mean", async () => {
    const answered = await ask("fast");
    expect(answered.status, answered.text).toBe(200);
    expect(JSON.parse(upstream.heard.at(-1)?.body ?? "")).toMatchObject({ model: "gpt-up" });
    expect(answered.headers["x-gatehouse-model"]).toBe("gpt");
    expect(gateway.records.at(-1)).toMatchObject({ modelAsked: "fast", modelName: "gpt", modelId: "mdl_gpt" });
  });

  it("is the model's name in answers that were written here", async () => {
    const answered = await ask("clever", gateway, {}, MESSAGE);
    expect(JSON.parse(answered.text)).toMatchObject({ model: "clever" });
    expect(gateway.records.at(-1)).toMatchObject({ modelAsked: "clever", modelName: "claude" });
  });

  it("opens no model to a key that may not use it; the refusal leads to the form that asks for the model it stands for", async () => {
    const refused = await ask("clever", narrow);
    expect(refused.status).toBe(403);
    const { message, gatehouse } = JSON.parse(refused.text).error;
    const link = new URL(gatehouse.request_url);
    expect(link.pathname).toBe("/access-requests/new");
    expect(Object.fromEntries(link.searchParams)).toEqual({ kind: "models", key: gatehouse.key_id, model: "claude" });
    expect(message).toContain(`Ask for it: ${link.href}`);
    expect((await ask("fast", narrow)).status).toBe(200);
  });

  it("whose model is not active says so", async () => {
    const answered = await ask("gone");
    expect(answered.status).toBe(404);
    expect(answered.text).toContain('\\"retired\\"');
  });

  it("is listed with the models a key may call, in every dialect, and can be looked up", async () => {
    const ids = async (on: OpenGateway) => (await get("/models", on)).data.map(({ id }: { id: string }) => id);
    expect(await ids(gateway)).toEqual(["any", "blind", "claude", "clever", "fast", "gpt", "small"]);
    expect(await ids(narrow)).toEqual(["any", "fast", "gpt"]);
    expect(await get("/models/fast")).toMatchObject({ id: "fast", alias_of: "gpt" });
    const messages = await gateway.call({
      path: "/models",
      method: "GET",
      headers: { "anthropic-version": "2023-06-01" },
    });
    expect(JSON.parse(messages.text).data.map(({ id }: { id: string }) => id)).toContain("fast");
  });
});

describe("a wildcard", () => {
  it("passes a name on; the header shows the concrete one, which has the price set for it", async () => {
    const answered = await ask("open/nine");
    expect(JSON.parse(upstream.heard.at(-1)?.body ?? "")).toMatchObject({ model: "v-nine" });
    expect(answered.headers["x-gatehouse-model"]).toBe("open/nine");
    expect(gateway.records.at(-1)).toMatchObject({
      modelName: "open/nine",
      upstreamModel: "v-nine",
      priceVersionId: "prc_nine",
      costMicros: 22n,
      costPicos: 21n * MICRO + 5n,
    });
  });

  it("leaves a name nobody priced at an unknown cost", async () => {
    expect((await ask("open/ten")).status).toBe(200);
    expect(gateway.records.at(-1)).toMatchObject({ costMicros: null, costPicos: null, priceVersionId: null });
  });

  it("is none where no admin made one, and no way out of the upstream's paths", async () => {
    for (const name of ["closed/nine", "open/../nine", "open/*"]) expect((await ask(name)).status).toBe(404);
  });

  it("is shown by /me beside models with their prices, tiers and limits", async () => {
    const me = await get("/me");
    expect(me.wildcards).toMatchObject([{ id: "open/*" }]);
    expect(me.models.find(({ id }: { id: string }) => id === "fast")).toMatchObject({
      alias_of: "gpt",
      usd_per_million_tokens: { output: "1.00" },
      price_tiers: [{ service_tier: "default" }, { service_tier: "priority", usd_per_request: "0" }],
    });
    expect(me.models.find(({ id }: { id: string }) => id === "small")).toMatchObject({ context_window: 50 });
  });
});

describe("a class of service", () => {
  it("that the upstream answered with chooses the price and is in the record", async () => {
    await ask("gpt", gateway, { service_tier: "auto" }, { ...COMPLETION, service_tier: "priority" });
    expect(gateway.records.at(-1)).toMatchObject({ serviceTier: "priority", costPicos: 14n * MICRO + 10n });
    await ask("gpt", gateway, {}, { ...COMPLETION, service_tier: "default" });
    expect(gateway.records.at(-1)).toMatchObject({ serviceTier: null, costPicos: 7n * MICRO + 5n });
  });
});

describe("what a model does not take", () => {
  const long = { messages: [{ role: "user", content: "The quick brown fox jumps over the lazy dog. ".repeat(20) }] };

  it("is refused before the provider hears of it: a prompt that surely does not fit", async () => {
    await loadCounter("o200k_base");
    const heard = upstream.heard.length;
    const answered = await ask("small", gateway, long);
    expect([answered.status, JSON.parse(answered.text).error]).toMatchObject([
      400,
      { code: "context_length_exceeded" },
    ]);
    expect(gateway.records.at(-1)).toMatchObject({ outcome: "refused", httpStatus: 400, admittedAt: null });
    expect(upstream.heard.length).toBe(heard);
    expect((await ask("small")).status).toBe(200);
  });

  it("is refused on the relay lane too, by name", async () => {
    const tools = [{ type: "function", function: { name: "f", parameters: {} } }];
    const seen = await ask("blind", gateway, { tools });
    expect([seen.status, JSON.parse(seen.text).error]).toMatchObject([400, { param: "tools" }]);
    const image = { type: "image_url", image_url: { url: "data:image/png;base64,AAAA" } };
    const shown = await ask("blind", gateway, { messages: [{ role: "user", content: [image] }] });
    expect(shown.status).toBe(400);
  });

  it("and a file of the provider's account is nobody's here", async () => {
    const heard = upstream.heard.length;
    const file = { type: "file", file: { file_id: "file-abc" } };
    const answered = await ask("gpt", gateway, { messages: [{ role: "user", content: [file] }] });
    expect([answered.status, JSON.parse(answered.text).error]).toMatchObject([404, { code: "object_not_found" }]);
    expect(upstream.heard.length).toBe(heard);
  });

  it("and neither is one whose member is spelled with escapes", async () => {
    const heard = upstream.heard.length;
    const file = { type: "file", file: { file_id: "file-abc" } };
    const body = JSON.stringify({ model: "gpt", messages: [{ role: "user", content: [file] }] });
    const escaped = body.replace('"file_id"', '"file\\u005fid"');
    expect(JSON.parse(escaped)).toEqual(JSON.parse(body));
    expect(escaped).not.toContain("file_id");
    const answered = await gateway.call({ path: "/chat/completions", body: escaped });
    expect([answered.status, JSON.parse(answered.text).error]).toMatchObject([404, { code: "object_not_found" }]);
    expect(upstream.heard.length).toBe(heard);
  });
});
