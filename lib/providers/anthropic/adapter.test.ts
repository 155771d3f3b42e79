import { describe, expect, it } from "vitest";
import { collect } from "@/lib/llm/collect";
import type { StreamEvent } from "@/lib/llm/stream-event";
import { NO_USAGE } from "@/lib/llm/usage";
import type { SseEvent } from "../contract";
import { describeAdapterContract } from "../testing/adapter-contract";
import { checkStreamOrder } from "../testing/check-stream-order";
import { anthropic } from "./adapter";
import { readStream } from "./read-stream";

const USAGE = { ...NO_USAGE, uncachedInput: 10, cacheRead: 20, cacheWrite: 5, output: 30, reasoning: 12 };

describeAdapterContract({
  adapter: anthropic,
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
      reads: { code: "context_length_exceeded", retryable: false, message: /210344 tokens/ },
    },
    credential: {
      status: 401,
      body: "failure-credential.json",
      reads: { code: "upstream_auth_error", retryable: true },
    },
    rateLimit: {
      status: 429,
      headers: { "retry-after": "7" },
      body: "failure-rate-limit.json",
      reads: { code: "upstream_rate_limited", retryable: true, retryAfterMs: 7000 },
    },
    htmlPage: { status: 500, body: "failure.html", reads: { code: "upstream_error", retryable: true } },
    overload: { status: 529, body: "failure-overload.json", reads: { code: "overloaded", retryable: true } },
  },
});

async function read(events: object[], named = true): Promise<StreamEvent[]> {
  async function* wire(): AsyncGenerator<SseEvent> {
    for (const event of events) {
      yield { event: named && "type" in event ? String(event.type) : "", data: JSON.stringify(event) };
    }
  }
  return collect(readStream(wire()));
}

const START = { type: "message_start", message: { id: "m", model: "c", usage: { input_tokens: 1, output_tokens: 1 } } };

describe("the Anthropic stream reader", () => {
  it("turns an error event into an error and stops there", async () => {
    const error = { type: "error", error: { type: "overloaded_error", message: "Overloaded" } };
    const events = await read([START, error, { type: "message_stop" }]);
    expect(events.at(-1)).toEqual({
      type: "error",
      failure: { code: "overloaded", message: "Overloaded", retryable: true },
    });
  });

  it("gives the model's reason for a refusal as a refusal", async () => {
    const events = await read([
      START,
      {
        type: "message_delta",
        delta: { stop_reason: "refusal", stop_details: { category: "x", explanation: "I may not." } },
        usage: { output_tokens: 3 },
      },
      { type: "message_stop" },
    ]);
    expect(checkStreamOrder(events)).toEqual([]);
    expect(events).toContainEqual({ type: "refusal_delta", choice: 0, text: "I may not." });
    expect(events).toContainEqual({ type: "finish", choice: 0, reason: "content_filter" });
  });

  it("reads events that come without their name, and passes over those nobody documented", async () => {
    const events = await read([START, { type: "novelty" }, { type: "message_stop" }], false);
    expect(events.map(({ type }) => type)).toEqual(["start", "usage", "end"]);
  });
});
