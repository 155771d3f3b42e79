import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Block } from "@/lib/llm/chat-request";
import { NO_USAGE } from "@/lib/llm/usage";
import { describeAdapterContract, requestOf, targetOf } from "../testing/adapter-contract";
import { mistral } from "./adapter";

const USAGE = { ...NO_USAGE, uncachedInput: 20, cacheRead: 10, output: 30 };

describeAdapterContract({
  adapter: mistral,
  fixtures: new URL("./fixtures/", import.meta.url),
  answer: {
    id: "8a1f",
    model: "mistral-large-4-0",
    choices: [
      {
        content: [
          { type: "reasoning", text: "Il faut chercher." },
          { type: "text", text: "Voilà" },
          { type: "tool_call", id: "D681PevKs", name: "get_weather", arguments: '{"city": "Paris"}' },
        ],
        finish: "tool_calls",
      },
    ],
    usage: USAGE,
  },
  stream: [
    { type: "start", id: "8a1f", model: "mistral-large-4-0" },
    { type: "block_start", choice: 0, block: { type: "reasoning" } },
    { type: "reasoning_delta", choice: 0, text: "Il faut " },
    { type: "reasoning_delta", choice: 0, text: "chercher." },
    { type: "block_end", choice: 0 },
    { type: "block_start", choice: 0, block: { type: "text" } },
    { type: "text_delta", choice: 0, text: "Voilà 👋" },
    { type: "block_end", choice: 0 },
    { type: "block_start", choice: 0, block: { type: "tool_call", id: "D681PevKs", name: "get_weather" } },
    { type: "tool_arguments_delta", choice: 0, json: '{"city": "Paris"}' },
    { type: "block_end", choice: 0 },
    { type: "block_start", choice: 0, block: { type: "tool_call", id: "aB3dE5fG7", name: "now" } },
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
      headers: { "retry-after": "6" },
      body: "failure-rate-limit.json",
      reads: { code: "upstream_rate_limited", retryable: true, retryAfterMs: 6000 },
    },
    htmlPage: { status: 502, body: "failure.html", reads: { code: "upstream_error", retryable: true } },
    overload: { status: 503, body: "failure-overload.json", reads: { code: "overloaded", retryable: true } },
  },
});

describe("mistral", () => {
  function bodyOf(changes: Parameters<typeof requestOf>[0], model = "mistral-large-4-0") {
    const request = mistral.chat?.buildRequest(requestOf(changes), targetOf(mistral, { upstreamModel: model }));
    return JSON.parse(String(request?.body));
  }

  it("writes its own words for what it calls otherwise, and leaves out what it refuses", () => {
    const written = bodyOf({
      stream: true,
      sampling: { seed: 7, topK: 3, temperature: 0.5 },
      tools: [{ name: "f", parameters: {} }],
      toolChoice: { kind: "required" },
      endUser: "u",
      metadata: { a: "b" },
      maxOutputTokens: 5,
      extra: { store: true, safe_prompt: true },
    });
    expect(written).toEqual({
      model: "mistral-large-4-0",
      messages: [{ role: "user", content: "Hello" }],
      tools: [{ type: "function", function: { name: "f", parameters: {} } }],
      tool_choice: "any",
      random_seed: 7,
      temperature: 0.5,
      max_tokens: 5,
      safe_prompt: true,
      stream: true,
    });
  });

  it("refuses a parameter it has not and that changes the answer", () => {
    expect(() => bodyOf({ extra: { logprobs: true } })).toThrowError(
      expect.objectContaining({ code: "unsupported_parameter", param: "logprobs" }),
    );
  });

  it("gives a call and its result the same nine-letter id, and leaves ids alone that fit", () => {
    const call = (id: string) => ({ type: "tool_call", id, name: "f", arguments: "{}" }) as const;
    const result = (toolCallId: string): Block => ({ type: "tool_result", toolCallId, content: [], isError: false });
    const { messages } = bodyOf({
      messages: [
        { role: "assistant", content: [call("call_ABCDEF_123"), call("aB3dE5fG7")] },
        { role: "tool", content: [result("call_ABCDEF_123"), result("aB3dE5fG7")] },
      ],
    });
    const [assistant, first, second] = messages;
    expect(assistant.tool_calls[0].id).toMatch(/^[A-Za-z0-9]{9}$/);
    expect(first.tool_call_id).toBe(assistant.tool_calls[0].id);
    expect([assistant.tool_calls[1].id, second.tool_call_id]).toEqual(["aB3dE5fG7", "aB3dE5fG7"]);
  });

  it.each([
    ["mistral-large-4-0", "xhigh", "high"],
    ["mistral-large-4-0", "low", "low"],
    ["mistral-medium-3-5", "low", "high"],
    ["mistral-small-latest", "minimal", "none"],
    ["magistral-medium-latest", "high", undefined],
    ["codestral-latest", "high", undefined],
    ["somebody-elses", "high", undefined],
  ] as const)("asks %s for effort %s as %s", (model, reasoningEffort, expected) => {
    expect(bodyOf({ reasoningEffort }, model).reasoning_effort).toBe(expected);
  });

  it("never relays, because it refuses members it does not know", () => {
    expect(mistral.chat?.buildRelay).toBeUndefined();
    const body = readFileSync(new URL("./fixtures/failure-unknown-member.json", import.meta.url), "utf8");
    expect(mistral.readFailure({ status: 422, headers: {}, body })).toMatchObject({ code: "upstream_rejected" });
  });

  it("refuses pictures for models that have no eyes", () => {
    const image = { type: "image", source: { kind: "url", url: "https://example.com/a.png" } } as const;
    const messages = [{ role: "user", content: [image] }] as const;
    expect(() => bodyOf({ messages: [{ ...messages[0], content: [image] }] }, "codestral-latest")).toThrowError(
      expect.objectContaining({ param: "messages" }),
    );
  });
});
