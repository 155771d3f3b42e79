import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { modelAt, type OpenGateway, openGateway } from "./testing/open-gateway";
import { RecordedUpstream } from "./testing/recorded-upstream";

/** Calls that try to have another model answer than the one the key may use. */
const upstream = new RecordedUpstream();
let gateway: OpenGateway;

beforeAll(async () => {
  const baseUrl = `${await upstream.start()}/v1`;
  gateway = openGateway({
    models: [
      modelAt("cheap", { adapterId: "openai-compatible", baseUrl }),
      modelAt("claude", { adapterId: "anthropic", baseUrl }),
      modelAt("embedder", { adapterId: "openai-compatible", baseUrl }, { kind: "embedding" }),
    ],
    allowedModels: ["cheap", "claude", "embedder"],
  });
});
afterAll(async () => {
  await gateway.close();
  await upstream.stop();
});

const MESSAGES = '"messages":[{"role":"user","content":"hi"}]';

describe("a call names one model, and the provider hears of no other", () => {
  it.each([
    ["/chat/completions", `{"model":"cheap","models":["dear"],"route":"fallback",${MESSAGES}}`, "models"],
    ["/chat/completions", `{"model":"cheap","fallbacks":[{"model":"dear"}],${MESSAGES}}`, "fallbacks"],
    ["/chat/completions", `{"model":"cheap","fallback\\u005fmodels":["dear"],${MESSAGES}}`, "fallback_models"],
    ["/chat/completions", `{"model":"cheap","preset":"dear",${MESSAGES}}`, "preset"],
    ["/chat/completions", `{"model":"cheap","api_base":"https://evil.example",${MESSAGES}}`, "api_base"],
    ["/chat/completions", `{"model":"cheap","MODEL":"dear",${MESSAGES}}`, "MODEL"],
    ["/chat/completions", `{"Model":"dear","model":"cheap",${MESSAGES}}`, "model"],
    ["/chat/completions", `{"model":"cheap","Models":["dear"],${MESSAGES}}`, "models"],
    ["/messages", `{"model":"claude","max_tokens":9,"fallbacks":[{"model":"dear"}],${MESSAGES}}`, "fallbacks"],
    ["/embeddings", `{"model":"embedder","input":"x","fallbacks":["dear"]}`, "fallbacks"],
    [
      "/chat/completions",
      `{"model":"cheap","providerOptions":{"gateway":{"models":["dear"]}},${MESSAGES}}`,
      "providerOptions.gateway.models",
    ],
  ])("%s %s", async (path, body, param) => {
    const heard = upstream.heard.length;
    const answered = await gateway.call({ path, body });
    expect([answered.status, JSON.parse(answered.text).error.message]).toEqual([400, expect.any(String)]);
    if (path !== "/messages") expect(JSON.parse(answered.text).error).toMatchObject({ param });
    expect(upstream.heard.length).toBe(heard);
  });

  it.each([
    ["/messages", { type: "advisor_20260301", name: "advisor", model: "dear" }],
    ["/chat/completions", { type: "openrouter:image_generation", parameters: { model: "dear" } }],
  ])("nor of one that a tool names and the key may not use: %s", async (path, tool) => {
    const heard = upstream.heard.length;
    const body = JSON.stringify({
      model: path === "/messages" ? "claude" : "cheap",
      max_tokens: 9,
      tools: [tool],
      messages: [{ role: "user", content: "hi" }],
    });
    const answered = await gateway.call({ path, body });
    expect([answered.status, upstream.heard.length]).toEqual([403, heard]);
  });

  it("and an empty list of others is none", async () => {
    upstream.answerWith(
      '{"object":"chat.completion","choices":[{"index":0,"message":{"role":"assistant","content":"hi"},"finish_reason":"stop"}]}',
      "application/json",
    );
    const body = `{"model":"cheap","models":[],"fallbacks":null,${MESSAGES}}`;
    expect((await gateway.call({ path: "/chat/completions", body })).status).toBe(200);
  });
});
