import { describe, expect, it } from "vitest";
import type { ChatMessage, ChatRequest } from "@/lib/llm/chat-request";
import type { JsonObject } from "@/lib/llm/json";
import type { Target } from "../contract";
import { requestOf, targetOf } from "../testing/adapter-contract";
import { anthropic } from "./adapter";
import { buildBody } from "./build-request";

const HELLO: ChatMessage = { role: "user", content: [{ type: "text", text: "Hello" }] };

function body(
  changes: Partial<ChatRequest> = {},
  model = "claude-sonnet-4-6",
  target: Partial<Target> = {},
): JsonObject {
  return buildBody(requestOf(changes), targetOf(anthropic, { upstreamModel: model, ...target }));
}

function messages(list: ChatMessage[], model?: string) {
  return body({ messages: list }, model).messages;
}

function assistant(...content: ChatMessage["content"]): ChatMessage {
  return { role: "assistant", content };
}

function result(toolCallId: string, text: string): ChatMessage {
  return {
    role: "tool",
    content: [{ type: "tool_result", toolCallId, content: [{ type: "text", text }], isError: false }],
  };
}

const call = (id: string) => ({ type: "tool_call", id, name: "f", arguments: '{"x":1}' }) as const;

describe("messages", () => {
  it("gives leading system messages their own place and tells later ones in the user's turn", () => {
    const list: ChatMessage[] = [
      { role: "system", content: [{ type: "text", text: "A", cache: { ttl: "1h" } }] },
      { role: "system", content: [{ type: "text", text: "B" }] },
      HELLO,
      { role: "system", content: [{ type: "text", text: "C" }] },
    ];
    expect(body({ messages: list })).toMatchObject({
      system: [
        { type: "text", text: "A", cache_control: { type: "ephemeral" } },
        { type: "text", text: "B" },
      ],
      messages: [{ role: "user", content: [{ text: "Hello" }, { text: "<system>\nC\n</system>" }] }],
    });
  });

  it("puts the results of all calls first in the next user turn, in the order of the calls", () => {
    const list = [
      HELLO,
      assistant({ type: "text", text: "wait" }, call("a"), call("b")),
      result("b", "2"),
      result("a", "1"),
      HELLO,
    ];
    expect(messages(list)).toEqual([
      { role: "user", content: [{ type: "text", text: "Hello" }] },
      {
        role: "assistant",
        content: [
          { type: "text", text: "wait" },
          { type: "tool_use", id: "a", name: "f", input: { x: 1 } },
          { type: "tool_use", id: "b", name: "f", input: { x: 1 } },
        ],
      },
      {
        role: "user",
        content: [
          { type: "tool_result", tool_use_id: "a", content: [{ type: "text", text: "1" }] },
          { type: "tool_result", tool_use_id: "b", content: [{ type: "text", text: "2" }] },
          { type: "text", text: "Hello" },
        ],
      },
    ]);
  });

  it("answers a call that has no result, and turns a result without a call into text", () => {
    expect(messages([HELLO, assistant(call("a")), HELLO])).toMatchObject([
      {},
      {},
      {
        content: [
          { type: "tool_result", content: [{ text: "[no result]" }] },
          { type: "text", text: "Hello" },
        ],
      },
    ]);
    expect(messages([HELLO, result("lost", "42")])).toMatchObject([{ content: [{ text: "Hello" }, { text: "42" }] }]);
  });

  it("begins with the user, merges turns of one side, and leaves out text without a visible character", () => {
    const empty: ChatMessage = { role: "user", content: [{ type: "text", text: "  " }] };
    expect(messages([assistant({ type: "text", text: "hi" }), HELLO, empty])).toEqual([
      { role: "user", content: [{ type: "text", text: "." }] },
      { role: "assistant", content: [{ type: "text", text: "hi" }] },
      { role: "user", content: [{ type: "text", text: "Hello" }] },
    ]);
  });

  it("rewrites tool ids it may not send, the same for a call and its result, and leaves the others alone", () => {
    const written = messages([HELLO, assistant(call("call_x__thought__a+b/=")), result("call_x__thought__a+b/=", "1")]);
    const [, turn, answer] = JSON.parse(JSON.stringify(written));
    expect(turn.content[0].id).toMatch(/^[\w-]+$/);
    expect(answer.content[0].tool_use_id).toBe(turn.content[0].id);
  });

  it("keeps arguments that are no JSON object, as they were written", () => {
    const broken = { ...call("a"), arguments: '{"x":' };
    expect(messages([HELLO, assistant(broken)])).toMatchObject([{}, { content: [{ input: { _raw: '{"x":' } }] }, {}]);
  });

  it("sends back its own reasoning with the proof, and nobody else's", () => {
    const list = [
      HELLO,
      assistant(
        { type: "reasoning", text: "mine", signature: "s", madeBy: "anthropic" },
        { type: "reasoning", text: "", signature: "r", madeBy: "anthropic", redacted: true },
        { type: "reasoning", text: "theirs", signature: "t", madeBy: "gemini" },
        { type: "reasoning", text: "unsigned" },
        { type: "text", text: "x" },
      ),
      HELLO,
    ];
    expect(messages(list)).toMatchObject([
      {},
      {
        content: [
          { type: "thinking", thinking: "mine", signature: "s" },
          { type: "redacted_thinking", data: "r" },
          { type: "text", text: "x" },
        ],
      },
      {},
    ]);
  });

  it("passes a prefill without trailing space where the model takes one, and refuses it where not", () => {
    const list = [HELLO, assistant({ type: "text", text: "Sure: " })];
    expect(messages(list, "claude-sonnet-4-5")).toMatchObject([{}, { content: [{ text: "Sure:" }] }]);
    expect(() => messages(list, "claude-opus-4-6")).toThrowError(expect.objectContaining({ param: "messages" }));
  });

  it("keeps only the last four cache marks", () => {
    const marked = Array.from(
      { length: 6 },
      (_, index) => ({ type: "text", text: `${index}`, cache: { ttl: "5m" } }) as const,
    );
    const text = JSON.stringify(messages([{ role: "user", content: marked }]));
    expect(text.match(/cache_control/g)).toHaveLength(4);
    expect(text).not.toMatch(/"0","cache_control/);
  });

  it("does not change the request it was given", () => {
    const request = requestOf({ messages: [HELLO, HELLO, assistant(call("a")), result("a", "1")] });
    const before = structuredClone(request);
    buildBody(request, targetOf(anthropic, { upstreamModel: "claude-opus-4-6" }));
    expect(request).toEqual(before);
  });

  it.each<[string, ChatMessage["content"][number]]>([
    ["sound", { type: "audio", format: "wav", data: "AA" }],
    ["a picture of another type", { type: "image", source: { kind: "base64", mediaType: "image/tiff", data: "AA" } }],
    [
      "a file of another type",
      { type: "document", source: { kind: "base64", mediaType: "application/zip", data: "AA" } },
    ],
  ])("refuses %s", (_, block) => {
    expect(() => messages([{ role: "user", content: [block] }])).toThrowError(
      expect.objectContaining({ code: "unsupported_parameter", param: "messages" }),
    );
  });
});
