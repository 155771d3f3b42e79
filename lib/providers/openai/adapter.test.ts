import { describe, expect, it } from "vitest";
import { NO_USAGE } from "@/lib/llm/usage";
import { describeAdapterContract, requestOf, targetOf } from "../testing/adapter-contract";
import { openai } from "./adapter";

describeAdapterContract({
  adapter: openai,
  fixtures: new URL("./fixtures/", import.meta.url),
  answer: {
    id: "chatcmpl-AbC123",
    model: "gpt-5.4-2026-03-05",
    choices: [
      {
        content: [
          { type: "text", text: "Let me look that up — één moment." },
          { type: "tool_call", id: "call_9fK2", name: "get_weather", arguments: '{"city": "Zürich"}' },
        ],
        finish: "tool_calls",
      },
    ],
    usage: { ...NO_USAGE, uncachedInput: 40, cacheRead: 64, cacheWrite: 16, output: 25, reasoning: 20 },
  },
  stream: [
    { type: "start", id: "chatcmpl-AbC123", model: "gpt-5.4-2026-03-05" },
    { type: "block_start", choice: 0, block: { type: "text" } },
    { type: "text_delta", choice: 0, text: "Grüezi " },
    { type: "text_delta", choice: 0, text: "👋" },
    { type: "block_end", choice: 0 },
    { type: "block_start", choice: 0, block: { type: "tool_call", id: "call_9fK2", name: "get_weather" } },
    { type: "tool_arguments_delta", choice: 0, json: '{"city":' },
    { type: "tool_arguments_delta", choice: 0, json: '"Zürich"}' },
    { type: "block_end", choice: 0 },
    { type: "block_start", choice: 0, block: { type: "tool_call", id: "call_7aQx", name: "get_time" } },
    { type: "tool_arguments_delta", choice: 0, json: "{}" },
    { type: "block_end", choice: 0 },
    { type: "finish", choice: 0, reason: "tool_calls" },
    { type: "usage", usage: { ...NO_USAGE, uncachedInput: 56, cacheRead: 64, output: 25, reasoning: 20 } },
    { type: "end" },
  ],
  failures: {
    contextLength: {
      status: 400,
      body: "failure-context-length.json",
      reads: { code: "context_length_exceeded", retryable: false, message: /maximum context length/ },
    },
    credential: {
      status: 401,
      body: "failure-credential.json",
      reads: { code: "upstream_auth_error", retryable: true },
    },
    rateLimit: {
      status: 429,
      headers: { "retry-after-ms": "1400", "retry-after": "2" },
      body: "failure-rate-limit.json",
      reads: { code: "upstream_rate_limited", retryable: true, retryAfterMs: 1400, message: /Rate limit reached/ },
    },
    htmlPage: { status: 500, body: "failure.html", reads: { code: "upstream_error", retryable: true } },
    overload: { status: 503, body: "failure-overload.json", reads: { code: "overloaded", retryable: true } },
  },
});

describe("openai", () => {
  it("bounds translated calls with max_completion_tokens, which all of its models accept", () => {
    const request = openai.chat?.buildRequest(requestOf({ maxOutputTokens: 9 }), targetOf(openai));
    expect(JSON.parse(String(request?.body))).toEqual({
      model: "upstream-model",
      messages: [{ role: "user", content: "Hello" }],
      max_completion_tokens: 9,
    });
  });

  it("bounds a relayed call the same way, or under the name the caller used", () => {
    const boundBy = (members: string[]) =>
      openai.chat?.buildRelay?.(
        { stream: false, streamOptions: undefined, outputBound: { tokens: 9, members } },
        targetOf(openai),
      ).splices.set;
    expect(boundBy([])).toEqual({ model: "upstream-model", max_completion_tokens: 9 });
    expect(boundBy(["max_tokens"])).toEqual({ model: "upstream-model", max_tokens: 9 });
  });

  it("knows which of its models came before o200k_base", () => {
    const vocabulary = (name: string) => openai.sizeFacts?.(name).vocabulary;
    expect(["gpt-4", "gpt-4-turbo", "gpt-3.5-turbo"].map(vocabulary)).toEqual(new Array(3).fill("cl100k_base"));
    expect(["gpt-4o-mini", "gpt-4.1", "gpt-5.2", "o3"].map(vocabulary)).toEqual(new Array(4).fill("o200k_base"));
  });
});
