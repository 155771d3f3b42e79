import { describe, expect, it } from "vitest";
import { collect } from "@/lib/llm/collect";
import type { StreamEvent } from "@/lib/llm/stream-event";
import { NO_USAGE } from "@/lib/llm/usage";
import type { SseEvent } from "../contract";
import { describeAdapterContract, requestOf, targetOf } from "../testing/adapter-contract";
import { checkStreamOrder } from "../testing/check-stream-order";
import { openAiCompatibleServer } from "./adapter";
import { openAiCompatible } from "./open-ai-compatible";
import { readStream } from "./read-stream";

const USAGE = { ...NO_USAGE, uncachedInput: 20, cacheRead: 10, output: 7, reasoning: 5 };

describeAdapterContract({
  adapter: openAiCompatibleServer,
  fixtures: new URL("./fixtures/", import.meta.url),
  answer: {
    id: "b7c1",
    model: "mistral-large-latest",
    choices: [
      {
        content: [
          { type: "reasoning", text: "Hm." },
          { type: "text", text: "Voilà" },
          { type: "tool_call", id: "call_b7c1_0_0", name: "f", arguments: '{"a":1}' },
        ],
        finish: "length",
      },
    ],
    usage: { ...NO_USAGE, uncachedInput: 20, cacheRead: 10, output: 12 },
  },
  stream: [
    { type: "start", id: "b7c1", model: "deepseek-r2" },
    { type: "block_start", choice: 0, block: { type: "reasoning" } },
    { type: "reasoning_delta", choice: 0, text: "Hm, " },
    { type: "reasoning_delta", choice: 0, text: "ça va." },
    { type: "block_end", choice: 0 },
    { type: "block_start", choice: 0, block: { type: "text" } },
    { type: "text_delta", choice: 0, text: "Voilà" },
    { type: "block_end", choice: 0 },
    { type: "block_start", choice: 0, block: { type: "tool_call", id: "call_b7c1_0_0", name: "f" } },
    { type: "tool_arguments_delta", choice: 0, json: '{"a":' },
    { type: "tool_arguments_delta", choice: 0, json: "1}" },
    { type: "block_end", choice: 0 },
    { type: "block_start", choice: 0, block: { type: "tool_call", id: "call_z", name: "g" } },
    { type: "tool_arguments_delta", choice: 0, json: '{"b":2}' },
    { type: "block_end", choice: 0 },
    { type: "finish", choice: 0, reason: "stop" },
    { type: "usage", usage: USAGE },
    { type: "end" },
  ],
  failures: {
    contextLength: {
      status: 400,
      body: "failure-context-length.json",
      reads: { code: "context_length_exceeded", retryable: false, message: /8192/ },
    },
    credential: {
      status: 401,
      body: "failure-credential.json",
      reads: { code: "upstream_auth_error", retryable: true },
    },
    rateLimit: {
      status: 429,
      headers: { "retry-after": "3" },
      body: "failure-rate-limit.json",
      reads: { code: "upstream_rate_limited", retryable: true, retryAfterMs: 3000 },
    },
    htmlPage: { status: 500, body: "failure.html", reads: { code: "upstream_error", retryable: true } },
    overload: {
      status: 503,
      body: "failure-overload.json",
      reads: { code: "overloaded", retryable: true, message: /model is loading/ },
    },
  },
});

async function read(chunks: unknown[], closing = "[DONE]"): Promise<StreamEvent[]> {
  async function* events(): AsyncGenerator<SseEvent> {
    for (const chunk of chunks) yield { event: "", data: JSON.stringify(chunk) };
    if (closing !== "") yield { event: "", data: closing };
  }
  return collect(readStream(events()));
}

function chunk(delta: object, finish: string | null = null, index = 0) {
  return { id: "x", model: "m", choices: [{ index, delta, finish_reason: finish }] };
}

function call(index: number, piece: { id?: string; name?: string; arguments?: string }) {
  const { id, ...callee } = piece;
  return chunk({ tool_calls: [{ index, ...(id === undefined ? {} : { id }), function: callee }] });
}

describe("the OpenAI-compatible stream reader", () => {
  it("gives interleaved tool calls one after the other, complete", async () => {
    const events = await read([
      call(0, { id: "a", name: "f", arguments: "" }),
      call(1, { id: "b", name: "g", arguments: '{"y"' }),
      call(0, { arguments: '{"x":1}' }),
      call(1, { arguments: ":2}" }),
      chunk({}, "tool_calls"),
    ]);
    expect(checkStreamOrder(events)).toEqual([]);
    expect(events.filter(({ type }) => type === "tool_arguments_delta")).toEqual([
      { type: "tool_arguments_delta", choice: 0, json: '{"x":1}' },
      { type: "tool_arguments_delta", choice: 0, json: '{"y":2}' },
    ]);
  });

  it("gives {} for a tool call without arguments", async () => {
    const events = await read([call(0, { id: "a", name: "f", arguments: "" }), chunk({}, "tool_calls")]);
    expect(events).toContainEqual({ type: "tool_arguments_delta", choice: 0, json: "{}" });
  });

  it("keeps several choices apart", async () => {
    const events = await read([
      chunk({ content: "a" }),
      chunk({ content: "b" }, null, 1),
      chunk({ content: "c" }, "stop"),
      chunk({}, "length", 1),
    ]);
    expect(checkStreamOrder(events)).toEqual([]);
    expect(events.filter(({ type }) => type === "finish")).toEqual([
      { type: "finish", choice: 0, reason: "stop" },
      { type: "finish", choice: 1, reason: "length" },
    ]);
  });

  it("is whole after [DONE] without a finish reason, and after a finish reason without [DONE]", async () => {
    expect(await read([chunk({ content: "a" })])).toContainEqual({ type: "finish", choice: 0, reason: "stop" });
    expect((await read([chunk({ content: "a" }, "stop")], "")).at(-1)).toEqual({ type: "end" });
    expect((await read([chunk({ content: "a" })], "")).at(-1)).toEqual({ type: "text_delta", choice: 0, text: "a" });
  });

  it.each([
    ["an error chunk", { error: { message: "boom", type: "server_error" } }, "upstream_error"],
    ["an error chunk with a numeric code", { error: { message: "slow down", code: 429 } }, "upstream_rate_limited"],
  ])("turns %s into an error event and ends without end", async (_, error, code) => {
    const events = await read([chunk({ content: "a" }), error]);
    expect(events.at(-1)).toMatchObject({ type: "error", failure: { code } });
  });

  it("turns a frame that is no JSON into an error event", async () => {
    expect((await read([chunk({ content: "a" })], "<html>")).at(-1)).toMatchObject({ type: "error" });
  });
});

describe("openAiCompatible", () => {
  const relay = (changes: Parameters<typeof openAiCompatible>[0], streamOptions?: { [name: string]: boolean }) => {
    const adapter = openAiCompatible(changes);
    return adapter.chat?.buildRelay?.({ stream: true, streamOptions }, targetOf(adapter));
  };
  const OWN = { id: "x", title: "X", baseUrl: "https://x.example/v1" };

  it("relays with the upstream's model name and usage switched on, keeping the caller's other stream options", () => {
    expect(relay(OWN, { include_obfuscation: false, include_usage: false })?.splices).toEqual({
      set: { model: "upstream-model", stream_options: { include_obfuscation: false, include_usage: true } },
      remove: [],
    });
  });

  it("takes stream options out for a server that reports usage anyway and refuses them", () => {
    expect(relay({ ...OWN, quirks: ["no_stream_options"] }, { include_usage: true })?.splices).toEqual({
      set: { model: "upstream-model" },
      remove: ["stream_options"],
    });
  });

  it("takes the same from the operator's settings of one provider", () => {
    const target = targetOf(openAiCompatibleServer, {
      settings: { streamUsage: "always", outputBound: "max_completion_tokens" },
    });
    const splices = openAiCompatibleServer.chat?.buildRelay?.(
      { stream: true, streamOptions: undefined },
      target,
    ).splices;
    expect(splices).toEqual({ set: { model: "upstream-model" }, remove: ["stream_options"] });
    const { body } = openAiCompatibleServer.chat?.buildRequest(requestOf({ maxOutputTokens: 3 }), target) ?? {
      body: "",
    };
    expect(JSON.parse(String(body))).toMatchObject({ max_completion_tokens: 3 });
  });

  it("sends no authorization header when there is no credential", () => {
    const target = targetOf(openAiCompatibleServer, { credential: null });
    expect(openAiCompatibleServer.buildProbe?.(target).headers).toEqual({ accept: "application/json" });
  });

  it("writes a whole hub request as a Chat Completions body", () => {
    const request = requestOf({
      messages: [
        { role: "system", content: [{ type: "text", text: "Be brief." }] },
        {
          role: "user",
          content: [
            { type: "text", text: "Look" },
            { type: "image", source: { kind: "base64", mediaType: "image/png", data: "AAAA" }, detail: "low" },
          ],
        },
        {
          role: "assistant",
          content: [
            { type: "reasoning", text: "hm" },
            { type: "tool_call", id: "c", name: "f", arguments: '{"x": 1}' },
          ],
        },
        {
          role: "tool",
          content: [{ type: "tool_result", toolCallId: "c", content: [{ type: "text", text: "42" }], isError: false }],
        },
      ],
      tools: [{ name: "f", description: "d", parameters: { type: "object" }, strict: true }],
      toolChoice: { kind: "named", name: "f" },
      parallelToolCalls: false,
      maxOutputTokens: 5,
      sampling: { temperature: 0, topK: 3 },
      stop: ["x"],
      answerFormat: { kind: "json_schema", name: "s", schema: {}, strict: false },
      reasoningEffort: "low",
      choices: 2,
      stream: true,
      endUser: "u",
      metadata: { a: "b" },
      extra: { logit_bias: { "1": 2 }, stream_options: { include_obfuscation: false } },
    });
    const { body } = openAiCompatibleServer.chat?.buildRequest(request, targetOf(openAiCompatibleServer)) ?? {
      body: "",
    };
    expect(JSON.parse(String(body))).toEqual({
      model: "upstream-model",
      messages: [
        { role: "system", content: "Be brief." },
        {
          role: "user",
          content: [
            { type: "text", text: "Look" },
            { type: "image_url", image_url: { url: "data:image/png;base64,AAAA", detail: "low" } },
          ],
        },
        {
          role: "assistant",
          content: null,
          reasoning_content: "hm",
          tool_calls: [{ id: "c", type: "function", function: { name: "f", arguments: '{"x": 1}' } }],
        },
        { role: "tool", tool_call_id: "c", content: "42" },
      ],
      tools: [
        { type: "function", function: { name: "f", description: "d", parameters: { type: "object" }, strict: true } },
      ],
      tool_choice: { type: "function", function: { name: "f" } },
      parallel_tool_calls: false,
      max_tokens: 5,
      temperature: 0,
      top_k: 3,
      stop: ["x"],
      response_format: { type: "json_schema", json_schema: { name: "s", schema: {}, strict: false } },
      reasoning_effort: "low",
      n: 2,
      stream: true,
      stream_options: { include_obfuscation: false, include_usage: true },
      user: "u",
      metadata: { a: "b" },
      logit_bias: { "1": 2 },
    });
  });
});
