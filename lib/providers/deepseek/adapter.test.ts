import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { NO_USAGE } from "@/lib/llm/usage";
import { describeAdapterContract, requestOf, targetOf } from "../testing/adapter-contract";
import { deepseek } from "./adapter";

const USAGE = { ...NO_USAGE, uncachedInput: 8, cacheRead: 32, output: 12, reasoning: 18 };

describeAdapterContract({
  adapter: deepseek,
  fixtures: new URL("./fixtures/", import.meta.url),
  answer: {
    id: "5b8c-1",
    model: "deepseek-v4-pro",
    choices: [
      {
        content: [
          { type: "reasoning", text: "Vergleiche…" },
          { type: "text", text: "9.8" },
        ],
        finish: "stop",
      },
    ],
    usage: USAGE,
  },
  stream: [
    { type: "start", id: "5b8c-1", model: "deepseek-v4-pro" },
    { type: "block_start", choice: 0, block: { type: "reasoning" } },
    { type: "reasoning_delta", choice: 0, text: "Verglei" },
    { type: "reasoning_delta", choice: 0, text: "che…" },
    { type: "block_end", choice: 0 },
    { type: "block_start", choice: 0, block: { type: "text" } },
    { type: "text_delta", choice: 0, text: "9.8 " },
    { type: "text_delta", choice: 0, text: "✓" },
    { type: "block_end", choice: 0 },
    { type: "block_start", choice: 0, block: { type: "tool_call", id: "call_0_a1", name: "check" } },
    { type: "tool_arguments_delta", choice: 0, json: '{"n":' },
    { type: "tool_arguments_delta", choice: 0, json: "9.8}" },
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
      headers: { "retry-after": "6" },
      body: "failure-rate-limit.json",
      reads: { code: "upstream_rate_limited", retryable: true, retryAfterMs: 6000 },
    },
    htmlPage: { status: 502, body: "failure.html", reads: { code: "upstream_error", retryable: true } },
    overload: { status: 503, body: "failure-overload.json", reads: { code: "overloaded", retryable: true } },
  },
});

describe("deepseek", () => {
  function bodyOf(changes: Parameters<typeof requestOf>[0], model = "deepseek-v4-pro") {
    const request = deepseek.chat?.buildRequest(requestOf(changes), targetOf(deepseek, { upstreamModel: model }));
    return JSON.parse(String(request?.body));
  }

  it.each([
    ["none", { thinking: { type: "disabled" } }],
    ["minimal", { thinking: { type: "enabled" }, reasoning_effort: "low" }],
    ["medium", { thinking: { type: "enabled" }, reasoning_effort: "high" }],
    ["max", { thinking: { type: "enabled" }, reasoning_effort: "max" }],
  ] as const)("switches thinking for effort %s", (reasoningEffort, expected) => {
    const { thinking, reasoning_effort } = bodyOf({ reasoningEffort });
    expect(JSON.parse(JSON.stringify({ thinking, reasoning_effort }))).toEqual(expected);
  });

  it("gives thoughts back with the calls they led to, empty ones where they were lost", () => {
    const call = { type: "tool_call", id: "c", name: "f", arguments: "{}" } as const;
    const thought = { type: "reasoning", text: "hm" } as const;
    const told = (content: (typeof call | typeof thought)[]) =>
      bodyOf({ messages: [{ role: "assistant", content }] }).messages[0].reasoning_content;
    expect(told([thought, call])).toBe("hm");
    expect(told([call])).toBe("");
  });

  it("refuses what it would answer with something else", () => {
    const schema = { kind: "json_schema", name: "s", schema: {}, strict: true } as const;
    for (const changes of [{ choices: 2 }, { answerFormat: schema }]) {
      expect(() => bodyOf(changes)).toThrowError(expect.objectContaining({ code: "unsupported_parameter" }));
    }
  });

  it("asks in words for one call at a time", () => {
    const { messages, parallel_tool_calls } = bodyOf({
      parallelToolCalls: false,
      tools: [{ name: "f", parameters: {} }],
    });
    expect(parallel_tool_calls).toBeUndefined();
    expect(messages[0]).toEqual({ role: "system", content: "Call at most one tool at a time." });
  });

  it("takes an empty account for the operator's trouble", () => {
    const body = readFileSync(new URL("./fixtures/failure-balance.json", import.meta.url), "utf8");
    expect(deepseek.readFailure({ status: 402, headers: {}, body })).toMatchObject({
      code: "upstream_error",
      retryable: true,
    });
  });
});
