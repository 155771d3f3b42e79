import { describe, expect, it } from "vitest";
import { Secret } from "@/lib/crypto/secret";
import { NO_USAGE } from "@/lib/llm/usage";
import { describeAdapterContract, requestOf, targetOf } from "../testing/adapter-contract";
import { serviceAccountKey } from "../testing/service-account-key";
import { vertexAnthropic } from "./adapter";

const USAGE = { ...NO_USAGE, uncachedInput: 10, cacheRead: 20, cacheWrite: 5, output: 30, reasoning: 12 };

describeAdapterContract({
  adapter: vertexAnthropic,
  fixtures: new URL("./fixtures/", import.meta.url),
  answer: {
    id: "msg_01Ab",
    model: "claude-opus-5-5",
    choices: [
      {
        content: [
          { type: "reasoning", text: "Hm.", signature: "EqQBCg==", madeBy: "anthropic" },
          { type: "reasoning", text: "", signature: "EmwKAhgB", madeBy: "anthropic", redacted: true },
          { type: "text", text: "Grüß Gott" },
          { type: "tool_call", id: "toolu_01", name: "get_weather", arguments: '{"city":"Graz"}' },
        ],
        finish: "tool_calls",
      },
    ],
    usage: USAGE,
  },
  stream: [
    { type: "start", id: "msg_01Ab", model: "claude-opus-5-5" },
    { type: "usage", usage: { ...NO_USAGE, uncachedInput: 10, cacheRead: 20, cacheWrite: 5, output: 1 } },
    { type: "block_start", choice: 0, block: { type: "reasoning", madeBy: "anthropic" } },
    { type: "reasoning_delta", choice: 0, text: "Hm, naïve?" },
    { type: "reasoning_signature", choice: 0, signature: "EqQBCg==" },
    { type: "block_end", choice: 0 },
    { type: "block_start", choice: 0, block: { type: "reasoning", madeBy: "anthropic", redacted: true } },
    { type: "reasoning_signature", choice: 0, signature: "EmwKAhgB" },
    { type: "block_end", choice: 0 },
    { type: "block_start", choice: 0, block: { type: "text" } },
    { type: "text_delta", choice: 0, text: "Grüß " },
    { type: "text_delta", choice: 0, text: "Gott 👋" },
    { type: "block_end", choice: 0 },
    { type: "block_start", choice: 0, block: { type: "tool_call", id: "toolu_01", name: "get_weather" } },
    { type: "tool_arguments_delta", choice: 0, json: '{"city": ' },
    { type: "tool_arguments_delta", choice: 0, json: '"Graz"}' },
    { type: "block_end", choice: 0 },
    { type: "block_start", choice: 0, block: { type: "tool_call", id: "toolu_02", name: "now" } },
    { type: "tool_arguments_delta", choice: 0, json: "{}" },
    { type: "block_end", choice: 0 },
    { type: "finish", choice: 0, reason: "tool_calls" },
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
      body: "failure-rate-limit.json",
      reads: { code: "upstream_rate_limited", retryable: true, retryAfterMs: 31_500 },
    },
    htmlPage: { status: 500, body: "failure.html", reads: { code: "upstream_error", retryable: true } },
    overload: { status: 529, body: "failure-overload.json", reads: { code: "overloaded", retryable: true } },
  },
});

describe("vertexAnthropic", () => {
  it("relays a caller's own body with the model moved into the path and the betas in their header", () => {
    const target = targetOf(vertexAnthropic, {
      baseUrl: "https://aiplatform.googleapis.com/v1/projects/p-12345/locations/global",
      upstreamModel: "claude-opus-5",
      accessToken: new Secret("ya29.token"),
    });
    const relay = vertexAnthropic.chat?.buildRelay?.(
      {
        body: { model: "asked", messages: [] },
        stream: true,
        streamOptions: undefined,
        outputBound: { tokens: 9, members: ["max_tokens"] },
        headers: { "anthropic-version": "2026-10-21", "anthropic-beta": "a,b" },
      },
      target,
    );
    expect(relay?.url).toBe(`${target.baseUrl}/publishers/anthropic/models/claude-opus-5:streamRawPredict`);
    expect(relay?.headers).toEqual({
      "content-type": "application/json",
      accept: "text/event-stream",
      authorization: "Bearer ya29.token",
      "anthropic-beta": "a,b",
    });
    expect(relay?.splices).toEqual({
      set: { anthropic_version: "vertex-2023-10-16", max_tokens: 9 },
      remove: ["model", "service_tier"],
    });
  });

  it("names the model in the path and the version in the body", () => {
    const request = vertexAnthropic.chat?.buildRequest(
      requestOf({ stream: true, maxOutputTokens: 5, extra: { service_tier: "flex" } }),
      targetOf(vertexAnthropic, {
        baseUrl: "https://europe-west1-aiplatform.googleapis.com/v1",
        upstreamModel: "claude-haiku-4-5@20251001",
        credential: new Secret(serviceAccountKey("my-project").file),
        accessToken: new Secret("ya29.token"),
      }),
    );
    expect(request?.url).toBe(
      "https://europe-west1-aiplatform.googleapis.com/v1/projects/my-project/locations/europe-west1/publishers/anthropic/models/claude-haiku-4-5@20251001:streamRawPredict",
    );
    expect(request?.headers).toMatchObject({ authorization: "Bearer ya29.token", accept: "text/event-stream" });
    expect(JSON.parse(String(request?.body))).toEqual({
      anthropic_version: "vertex-2023-10-16",
      max_tokens: 5,
      messages: [{ role: "user", content: [{ type: "text", text: "Hello" }] }],
      stream: true,
    });
  });
});
