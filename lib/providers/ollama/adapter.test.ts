import { describe, expect, it } from "vitest";
import { NO_USAGE } from "@/lib/llm/usage";
import { describeAdapterContract, requestOf, targetOf } from "../testing/adapter-contract";
import { ollama } from "./adapter";

const USAGE = { ...NO_USAGE, uncachedInput: 170, output: 60 };

describeAdapterContract({
  adapter: ollama,
  fixtures: new URL("./fixtures/", import.meta.url),
  answer: {
    id: "chatcmpl-512",
    model: "qwen3:8b",
    choices: [
      {
        content: [
          { type: "reasoning", text: "Look it up." },
          { type: "tool_call", id: "call_k2x", name: "get_weather", arguments: '{"city":"Bern"}' },
        ],
        finish: "tool_calls",
      },
    ],
    usage: USAGE,
  },
  stream: [
    { type: "start", id: "chatcmpl-512", model: "qwen3:8b" },
    { type: "block_start", choice: 0, block: { type: "reasoning" } },
    { type: "reasoning_delta", choice: 0, text: "Hm, " },
    { type: "reasoning_delta", choice: 0, text: "schön." },
    { type: "block_end", choice: 0 },
    { type: "block_start", choice: 0, block: { type: "text" } },
    { type: "text_delta", choice: 0, text: "Grüezi " },
    { type: "text_delta", choice: 0, text: "👋" },
    { type: "block_end", choice: 0 },
    { type: "block_start", choice: 0, block: { type: "tool_call", id: "call_k2x", name: "get_weather" } },
    { type: "tool_arguments_delta", choice: 0, json: '{"city":"Bern"}' },
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

describe("ollama", () => {
  it("needs no key and relays callers of its dialect", () => {
    const target = targetOf(ollama, { baseUrl: "http://127.0.0.1:11434/v1", credential: null });
    const relay = ollama.chat?.buildRelay?.({ stream: true, streamOptions: undefined }, target);
    expect(relay?.url).toBe("http://127.0.0.1:11434/v1/chat/completions");
    expect(relay?.headers.authorization).toBeUndefined();
    expect(relay?.splices.set).toMatchObject({ stream_options: { include_usage: true } });
  });

  it("refuses several answers, which it would silently make one of", () => {
    expect(() => ollama.chat?.buildRequest(requestOf({ choices: 2 }), targetOf(ollama))).toThrowError(
      expect.objectContaining({ param: "n" }),
    );
  });
});
