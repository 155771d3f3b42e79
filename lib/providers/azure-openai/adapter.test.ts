import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { NO_USAGE } from "@/lib/llm/usage";
import { describeAdapterContract, requestOf, targetOf } from "../testing/adapter-contract";
import { azureOpenAi } from "./adapter";

const USAGE = { ...NO_USAGE, uncachedInput: 12, cacheRead: 8, output: 4 };

describeAdapterContract({
  adapter: azureOpenAi,
  fixtures: new URL("./fixtures/", import.meta.url),
  answer: {
    id: "chatcmpl-Az1",
    model: "gpt-4.1-2025-04-14",
    choices: [{ content: [{ type: "text", text: "Grüezi" }], finish: "stop" }],
    usage: USAGE,
  },
  stream: [
    { type: "start", id: "chatcmpl-Az1", model: "gpt-4.1-2025-04-14" },
    { type: "block_start", choice: 0, block: { type: "text" } },
    { type: "text_delta", choice: 0, text: "Grü" },
    { type: "text_delta", choice: 0, text: "ezi 👋" },
    { type: "block_end", choice: 0 },
    { type: "finish", choice: 0, reason: "stop" },
    { type: "usage", usage: USAGE },
    { type: "end" },
  ],
  failures: {
    contextLength: {
      status: 400,
      body: "failure-context-length.json",
      reads: { code: "context_length_exceeded", retryable: false },
    },
    credential: {
      status: 401,
      body: "failure-credential.json",
      reads: { code: "upstream_auth_error", retryable: true },
    },
    rateLimit: {
      status: 429,
      headers: { "retry-after": "6" },
      body: "failure-rate-limit.json",
      reads: { code: "upstream_rate_limited", retryable: true, retryAfterMs: 6000 },
    },
    htmlPage: { status: 502, body: "failure.html", reads: { code: "upstream_error", retryable: true } },
    overload: { status: 503, body: "failure-overload.json", reads: { code: "overloaded", retryable: true } },
  },
});

describe("azureOpenAi", () => {
  const chatUrl = (baseUrl: string, settings: { apiVersion?: string } = {}) =>
    azureOpenAi.chat?.buildRequest(requestOf(), targetOf(azureOpenAi, { baseUrl, settings, upstreamModel: "my gpt" }))
      .url;

  it.each([
    ["https://r.openai.azure.com/openai/v1", {}, "https://r.openai.azure.com/openai/v1/chat/completions"],
    ["https://r.openai.azure.com", {}, "https://r.openai.azure.com/openai/v1/chat/completions"],
    [
      "https://r.openai.azure.com/openai/v1",
      { apiVersion: "preview" },
      "https://r.openai.azure.com/openai/v1/chat/completions?api-version=preview",
    ],
    [
      "https://r.openai.azure.com/openai",
      {},
      "https://r.openai.azure.com/openai/deployments/my%20gpt/chat/completions?api-version=2024-10-21",
    ],
    [
      "https://r.openai.azure.com",
      { apiVersion: "2025-04-01-preview" },
      "https://r.openai.azure.com/openai/deployments/my%20gpt/chat/completions?api-version=2025-04-01-preview",
    ],
  ])("finds the surface of %s with %j", (baseUrl, settings, url) => expect(chatUrl(baseUrl, settings)).toBe(url));

  it("sends the key as api-key, also in the relay lane", () => {
    const target = targetOf(azureOpenAi);
    const relay = azureOpenAi.chat?.buildRelay?.({ stream: false, streamOptions: undefined }, target);
    expect(relay?.headers["api-key"]).toBe(target.credential?.reveal());
    expect(relay?.headers.authorization).toBeUndefined();
    expect(relay?.splices.set).toEqual({ model: "upstream-model" });
  });

  it("tells the caller why a prompt was filtered, and does not try it elsewhere", () => {
    const body = readFileSync(new URL("./fixtures/failure-content-filter.json", import.meta.url), "utf8");
    expect(azureOpenAi.readFailure({ status: 400, headers: {}, body })).toMatchObject({
      code: "upstream_rejected",
      retryable: false,
      message: expect.stringMatching(/content management policy/),
    });
  });

  it("takes a dated version in its settings and nothing else", () => {
    expect(azureOpenAi.settingsSchema?.safeParse({ apiVersion: "2024-10-21" }).success).toBe(true);
    expect(azureOpenAi.settingsSchema?.safeParse({ apiVersion: "x&y" }).success).toBe(false);
    expect(azureOpenAi.settingsSchema?.safeParse({ region: "x" }).success).toBe(false);
  });
});
