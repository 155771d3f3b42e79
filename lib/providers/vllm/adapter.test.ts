import { describe, expect, it } from "vitest";
import { NO_USAGE } from "@/lib/llm/usage";
import { describeAdapterContract, requestOf, targetOf } from "../testing/adapter-contract";
import { vllm } from "./adapter";

const USAGE = { ...NO_USAGE, uncachedInput: 8, cacheRead: 4, output: 8 };

describeAdapterContract({
  adapter: vllm,
  fixtures: new URL("./fixtures/", import.meta.url),
  answer: {
    id: "chatcmpl-9f2e",
    model: "Qwen/Qwen3-32B",
    choices: [
      {
        content: [
          { type: "reasoning", text: "2+2" },
          { type: "text", text: "4" },
        ],
        finish: "stop",
      },
    ],
    usage: USAGE,
  },
  stream: [
    { type: "start", id: "chatcmpl-9f2e", model: "Qwen/Qwen3-32B" },
    { type: "block_start", choice: 0, block: { type: "reasoning" } },
    { type: "reasoning_delta", choice: 0, text: "2+2 " },
    { type: "reasoning_delta", choice: 0, text: "= 4 ✓" },
    { type: "block_end", choice: 0 },
    { type: "block_start", choice: 0, block: { type: "text" } },
    { type: "text_delta", choice: 0, text: "4" },
    { type: "block_end", choice: 0 },
    { type: "block_start", choice: 0, block: { type: "tool_call", id: "chatcmpl-tool-1", name: "note" } },
    { type: "tool_arguments_delta", choice: 0, json: '{"n": 4}' },
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

describe("vllm", () => {
  it("passes what only it knows as the caller named it, with top_k and thoughts in the history", () => {
    const request = vllm.chat?.buildRequest(
      requestOf({
        messages: [{ role: "assistant", content: [{ type: "reasoning", text: "hm" }] }],
        sampling: { topK: 5 },
        extra: { min_p: 0.1, chat_template_kwargs: { enable_thinking: false } },
      }),
      targetOf(vllm),
    );
    expect(JSON.parse(String(request?.body))).toEqual({
      model: "upstream-model",
      messages: [{ role: "assistant", content: null, reasoning_content: "hm" }],
      top_k: 5,
      min_p: 0.1,
      chat_template_kwargs: { enable_thinking: false },
    });
  });
});
