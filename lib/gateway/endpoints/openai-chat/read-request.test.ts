import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AppError } from "@/lib/errors/app-error";
import type { JsonObject } from "@/lib/llm/json";
import { readChatRequest } from "./read-request";

const USER = { role: "user", content: "hi" };
const MINIMAL: JsonObject = { model: "m", messages: [USER] };
const TOOL = { type: "function", function: { name: "f", parameters: { type: "object" } } };

function messageOf(message: JsonObject) {
  return readChatRequest({ model: "m", messages: [message] }).messages[0];
}

describe("readChatRequest", () => {
  it("reads the least there can be, with nothing invented", () => {
    expect(readChatRequest(MINIMAL)).toEqual({
      model: "m",
      messages: [{ role: "user", content: [{ type: "text", text: "hi" }] }],
      tools: [],
      sampling: {},
      stop: [],
      answerFormat: { kind: "text" },
      choices: 1,
      stream: false,
      includeUsage: false,
      extra: {},
    });
  });

  it("prefers max_completion_tokens to max_tokens", () => {
    expect(readChatRequest({ ...MINIMAL, max_tokens: 5, max_completion_tokens: 7 }).maxOutputTokens).toBe(7);
    expect(readChatRequest({ ...MINIMAL, max_tokens: 5 }).maxOutputTokens).toBe(5);
  });

  it("keeps parameters without a word in the hub, and takes null for not given", () => {
    const request = readChatRequest({
      ...MINIMAL,
      logprobs: true,
      temperature: null,
      verbosity: null,
      stream_options: { include_usage: true, include_obfuscation: false },
    });
    expect(request.extra).toEqual({ logprobs: true, stream_options: { include_obfuscation: false } });
    expect(request.includeUsage).toBe(true);
    expect(request.sampling).toEqual({});
  });

  it("reads developer as system, in place", () => {
    expect(messageOf({ role: "developer", content: "rules" })?.role).toBe("system");
  });

  it("reads images, files and sound", () => {
    const content = [
      { type: "image_url", image_url: { url: "data:image/PNG;base64,AAAA", detail: "low" } },
      { type: "image_url", image_url: { url: "https://example.com/a.png" } },
      { type: "file", file: { filename: "a.pdf", file_data: "data:application/pdf;base64,BBBB" } },
      { type: "file", file: { file_data: "data:text/plain;base64,aGVsbG8=" } },
      { type: "input_audio", input_audio: { format: "wav", data: "CCCC" } },
      { type: "text", text: "x", prompt_cache_breakpoint: { mode: "explicit", ttl: "30m" } },
    ];
    expect(messageOf({ role: "user", content })?.content).toEqual([
      { type: "image", source: { kind: "base64", mediaType: "image/png", data: "AAAA" }, detail: "low" },
      { type: "image", source: { kind: "url", url: "https://example.com/a.png" } },
      { type: "document", source: { kind: "base64", mediaType: "application/pdf", data: "BBBB" }, title: "a.pdf" },
      { type: "document", source: { kind: "text", text: "hello" } },
      { type: "audio", format: "wav", data: "CCCC" },
      { type: "text", text: "x", cache: { ttl: "1h" } },
    ]);
  });

  it("reads an assistant turn in the order it was thought, with proofs for the models that want them back", () => {
    const message = messageOf({
      role: "assistant",
      content: "said",
      reasoning_details: [{ type: "reasoning.text", text: "thought", signature: "sig", format: "maker", index: 0 }],
      reasoning_content: "thought",
      tool_calls: [
        {
          id: "c1",
          type: "function",
          function: { name: "f", arguments: "" },
          extra_content: { google: { thought_signature: "proof" } },
        },
      ],
    });
    expect(message?.content).toEqual([
      { type: "reasoning", text: "thought", signature: "sig", madeBy: "maker" },
      { type: "text", text: "said" },
      { type: "tool_call", id: "c1", name: "f", arguments: "{}", signature: "proof" },
    ]);
  });

  it("reads a tool message as the result of its call", () => {
    expect(messageOf({ role: "tool", tool_call_id: "c1", content: "42" })).toEqual({
      role: "tool",
      content: [{ type: "tool_result", toolCallId: "c1", content: [{ type: "text", text: "42" }], isError: false }],
    });
  });

  it("leaves only the allowed tools when tool_choice names them", () => {
    const request = readChatRequest({
      ...MINIMAL,
      tools: [TOOL, { type: "function", function: { name: "g" } }],
      tool_choice: { type: "allowed_tools", allowed_tools: { mode: "required", tools: [TOOL] } },
    });
    expect(request.tools.map(({ name }) => name)).toEqual(["f"]);
    expect(request.toolChoice).toEqual({ kind: "required" });
  });

  it.each<[string, JsonObject, string]>([
    ["a missing model", { messages: [USER] }, "model"],
    ["no messages", { model: "m", messages: [] }, "messages"],
    ["a message that is a string", { model: "m", messages: ["hi"] }, "messages[0]"],
    ["an unknown role", { model: "m", messages: [{ role: "boss", content: "x" }] }, "messages[0].role"],
    ["content that is a number", { model: "m", messages: [{ role: "user", content: 3 }] }, "messages[0].content"],
    [
      "a tool message without its call",
      { model: "m", messages: [{ role: "tool", content: "x" }] },
      "messages[0].tool_call_id",
    ],
    ["a stream that is a string", { ...MINIMAL, stream: "yes" }, "stream"],
    ["a temperature that is a string", { ...MINIMAL, temperature: "hot" }, "temperature"],
    ["a bound of zero", { ...MINIMAL, max_tokens: 0 }, "max_tokens"],
    ["too many choices", { ...MINIMAL, n: 129 }, "n"],
    ["a stop that is an object", { ...MINIMAL, stop: {} }, "stop"],
    ["metadata that is no string", { ...MINIMAL, metadata: { a: 1 } }, "metadata.a"],
    ["a tool without a name", { ...MINIMAL, tools: [{ type: "function", function: {} }] }, "tools[0].function.name"],
    ["a choice of a tool that is not there", { ...MINIMAL, tool_choice: TOOL }, "tool_choice"],
    ["an effort no one knows", { ...MINIMAL, reasoning_effort: "heroic" }, "reasoning_effort"],
  ])("refuses %s, naming the parameter", (_, body, param) => {
    expect(() => readChatRequest(body)).toThrowError(expect.objectContaining({ code: "invalid_request", param }));
  });

  it("tells a caller of the Responses API where to go", () => {
    expect(() => readChatRequest({ model: "m", input: "hi" })).toThrowError(/responses/);
  });

  it.each<[string, JsonObject, string]>([
    ["a custom tool", { ...MINIMAL, tools: [{ type: "custom", custom: { name: "x" } }] }, "tools[0].type"],
    [
      "a file by id",
      { model: "m", messages: [{ role: "user", content: [{ type: "file", file: { file_id: "f" } }] }] },
      "messages[0].content[0].file.file_id",
    ],
    [
      "a part it does not know",
      { model: "m", messages: [{ role: "user", content: [{ type: "video_url" }] }] },
      "messages[0].content[0]",
    ],
    [
      "a function message",
      { model: "m", messages: [{ role: "function", name: "f", content: "x" }] },
      "messages[0].role",
    ],
  ])("says that the model cannot take %s", (_, body, param) => {
    expect(() => readChatRequest(body)).toThrowError(expect.objectContaining({ code: "unsupported_parameter", param }));
  });

  it("answers any JSON body with a request or an error of ours, never a crash", () => {
    const message = fc.record({
      role: fc.constantFrom("user", "system", "assistant", "tool"),
      content: fc.jsonValue(),
    });
    const odd = fc.dictionary(
      fc.constantFrom("tools", "tool_choice", "stop", "n", "response_format", "metadata"),
      fc.jsonValue(),
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(message, fc.jsonValue())), odd, (messages, members) => {
        const body = JSON.parse(JSON.stringify({ model: "m", messages, ...members }));
        try {
          readChatRequest(body);
        } catch (error) {
          expect(error).toBeInstanceOf(AppError);
          expect(error).toHaveProperty("param", expect.any(String));
        }
      }),
    );
  });
});
