import { describe, expect, it } from "vitest";
import { collect } from "@/lib/llm/collect";
import { NO_USAGE } from "@/lib/llm/usage";
import type { SseEvent } from "../contract";
import { describeAdapterContract } from "../testing/adapter-contract";
import { cohere } from "./adapter";
import { readStream } from "./read-stream";
import { readUsage } from "./read-usage";

const USAGE = { ...NO_USAGE, uncachedInput: 17, output: 12 };

describeAdapterContract({
  adapter: cohere,
  fixtures: new URL("./fixtures/", import.meta.url),
  answer: {
    id: "c14c80c3",
    model: "",
    choices: [
      {
        content: [
          { type: "reasoning", text: "I will look it up." },
          { type: "reasoning", text: "Hm." },
          { type: "text", text: "Grüezi" },
          { type: "tool_call", id: "get_weather_0k", name: "get_weather", arguments: '{"city":"Bern"}' },
        ],
        finish: "tool_calls",
      },
    ],
    usage: USAGE,
  },
  stream: [
    { type: "start", id: "c14c80c3", model: "" },
    { type: "block_start", choice: 0, block: { type: "reasoning" } },
    { type: "reasoning_delta", choice: 0, text: "Hm…" },
    { type: "block_end", choice: 0 },
    { type: "block_start", choice: 0, block: { type: "text" } },
    { type: "text_delta", choice: 0, text: "Grüezi " },
    { type: "text_delta", choice: 0, text: "👋" },
    { type: "block_end", choice: 0 },
    { type: "block_start", choice: 0, block: { type: "reasoning" } },
    { type: "reasoning_delta", choice: 0, text: "I will" },
    { type: "reasoning_delta", choice: 0, text: " look." },
    { type: "block_end", choice: 0 },
    { type: "block_start", choice: 0, block: { type: "tool_call", id: "get_weather_0k", name: "get_weather" } },
    { type: "tool_arguments_delta", choice: 0, json: '{"city":' },
    { type: "tool_arguments_delta", choice: 0, json: '"Bern"}' },
    { type: "block_end", choice: 0 },
    { type: "block_start", choice: 0, block: { type: "tool_call", id: "now_1z", name: "now" } },
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
      reads: { code: "context_length_exceeded", retryable: false, message: /256000/ },
    },
    credential: {
      status: 498,
      body: "failure-credential.json",
      reads: { code: "upstream_auth_error", retryable: true },
    },
    rateLimit: {
      status: 429,
      headers: { "retry-after": "3" },
      body: "failure-rate-limit.json",
      reads: { code: "upstream_rate_limited", retryable: true, retryAfterMs: 3000 },
    },
    htmlPage: { status: 502, body: "failure.html", reads: { code: "upstream_error", retryable: true } },
    overload: { status: 503, body: "failure-overload.json", reads: { code: "overloaded", retryable: true } },
  },
});

describe("the Cohere readers", () => {
  it("count what is billed, and what the model saw only where nothing else is told", () => {
    const tokens = { input_tokens: 215, output_tokens: 63 };
    expect(readUsage({ usage: { tokens, cached_tokens: 96 } })).toEqual({
      ...NO_USAGE,
      uncachedInput: 119,
      cacheRead: 96,
      output: 63,
    });
    expect(readUsage({ usage: { tokens: { input_tokens: -1, output_tokens: 2 } } })).toBeUndefined();
  });

  it("turn a failure told in the last event into an error and end without end", async () => {
    async function* events(): AsyncGenerator<SseEvent> {
      yield {
        event: "",
        data: JSON.stringify({ type: "message-end", delta: { error: "boom", finish_reason: "ERROR" } }),
      };
    }
    expect(await collect(readStream(events()))).toEqual([
      { type: "error", failure: { code: "upstream_error", message: "boom", retryable: true } },
    ]);
  });
});
