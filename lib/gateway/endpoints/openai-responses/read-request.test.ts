import { describe, expect, it } from "vitest";
import { AppError } from "@/lib/errors/app-error";
import type { JsonObject } from "@/lib/llm/json";
import { carry } from "./carried-reasoning";
import { readResponsesRequest } from "./read-request";

const read = (body: JsonObject) => readResponsesRequest({ model: "m", input: "hello", ...body });
const FUNCTION = { type: "function", name: "f", parameters: { type: "object" }, strict: true };

function refusal(body: JsonObject): Pick<AppError, "code" | "param"> {
  try {
    read(body);
  } catch (error) {
    if (error instanceof AppError) return { code: error.code, param: error.param };
    throw error;
  }
  throw new Error("it was expected to be refused");
}

describe("readResponsesRequest", () => {
  it("reads instructions and a plain input", () => {
    expect(read({ instructions: "Be brief." }).messages).toEqual([
      { role: "system", content: [{ type: "text", text: "Be brief." }] },
      { role: "user", content: [{ type: "text", text: "hello" }] },
    ]);
  });

  it("takes what the model made in one turn as one assistant message, in order", () => {
    const block = { type: "reasoning" as const, text: "hm", signature: "sig", madeBy: "anthropic" };
    const input = [
      { role: "user", content: [{ type: "input_text", text: "go" }] },
      { type: "reasoning", id: "rs_1", summary: [], encrypted_content: carry({ kind: "reasoning", block }) },
      { type: "message", role: "assistant", content: [{ type: "output_text", text: "calling", annotations: [] }] },
      { type: "function_call", call_id: "c1", name: "f", arguments: '{"x": 1}' },
      { type: "function_call", call_id: "c2", name: "f", arguments: "" },
      { type: "function_call_output", call_id: "c1", output: "one" },
      { type: "function_call_output", call_id: "c2", output: [{ type: "input_text", text: "two" }] },
    ];
    expect(read({ input }).messages).toEqual([
      { role: "user", content: [{ type: "text", text: "go" }] },
      {
        role: "assistant",
        content: [
          block,
          { type: "text", text: "calling" },
          { type: "tool_call", id: "c1", name: "f", arguments: '{"x": 1}' },
          { type: "tool_call", id: "c2", name: "f", arguments: "{}" },
        ],
      },
      ...["one", "two"].map((text, index) => ({
        role: "tool",
        content: [
          { type: "tool_result", toolCallId: `c${index + 1}`, content: [{ type: "text", text }], isError: false },
        ],
      })),
    ]);
  });

  it("drops a foreign encrypted blob but keeps what it says in plain text", () => {
    const summary = [{ type: "summary_text", text: "I thought" }];
    const input = [
      { role: "user", content: "go" },
      { type: "reasoning", id: "rs_1", summary: [], encrypted_content: "gAAAA" },
      { type: "reasoning", id: "rs_2", summary, encrypted_content: "gAAAA" },
    ];
    expect(read({ input }).messages[1]).toEqual({
      role: "assistant",
      content: [{ type: "reasoning", text: "I thought" }],
    });
  });

  it("gives a call the proof that rode before it", () => {
    const input = [
      { role: "user", content: "go" },
      {
        type: "reasoning",
        summary: [],
        encrypted_content: carry({ kind: "call", callId: "c1", signature: "thought" }),
      },
      { type: "function_call", call_id: "c1", name: "f", arguments: "{}" },
    ];
    expect(read({ input }).messages[1]?.content).toEqual([
      { type: "tool_call", id: "c1", name: "f", arguments: "{}", signature: "thought" },
    ]);
  });

  it("flattens namespaces, wraps grammar tools, takes additional tools and leaves web search out (Codex)", () => {
    const tools = [
      FUNCTION,
      { type: "namespace", name: "agents", description: "d", tools: [{ ...FUNCTION, name: "spawn" }] },
      {
        type: "custom",
        name: "exec",
        description: "Runs.",
        format: { type: "grammar", syntax: "lark", definition: "start: /x/" },
      },
      { type: "web_search" },
    ];
    const input = [
      { type: "additional_tools", role: "developer", tools: [{ ...FUNCTION, name: "late" }] },
      { role: "user", content: "go" },
      { type: "function_call", call_id: "c1", name: "spawn", namespace: "agents", arguments: "{}" },
      { type: "custom_tool_call", call_id: "c2", name: "exec", input: "ls" },
    ];
    const request = read({ tools, input, tool_choice: { type: "custom", name: "exec" } });
    expect(request.tools.map(({ name }) => name)).toEqual(["f", "agents__spawn", "exec", "late"]);
    expect(request.tools[2]).toEqual({
      name: "exec",
      description: "Runs.\n\n`input` must match this lark grammar:\nstart: /x/",
      parameters: {
        type: "object",
        properties: { input: { type: "string" } },
        required: ["input"],
        additionalProperties: false,
      },
    });
    expect(request.toolChoice).toEqual({ kind: "named", name: "exec" });
    expect(request.messages[1]?.content).toEqual([
      { type: "tool_call", id: "c1", name: "agents__spawn", arguments: "{}" },
      { type: "tool_call", id: "c2", name: "exec", arguments: '{"input":"ls"}' },
    ]);
  });

  it("keeps two tools apart whose flattened names are one", () => {
    const inner = { ...FUNCTION, name: "b" };
    const { tools } = read({
      tools: [
        { ...FUNCTION, name: "a__b" },
        { type: "namespace", name: "a", tools: [inner] },
      ],
    });
    expect(tools.map(({ name }) => name)).toEqual(["a__b", "a__b_2"]);
  });

  it("reads images, files, formats, effort and bounds", () => {
    const content = [
      { type: "input_image", image_url: "data:image/png;base64,AAAA", detail: "low" },
      { type: "input_image", image_url: "https://x.example/a.png" },
      { type: "input_file", filename: "a.pdf", file_data: "data:application/pdf;base64,BBBB" },
      { type: "input_file", file_url: "https://x.example/a.pdf" },
    ];
    const format = { type: "json_schema", name: "n", schema: { type: "object" }, strict: true };
    const request = read({
      input: [{ role: "user", content }],
      text: { format, verbosity: "low" },
      reasoning: { effort: "high", summary: "auto" },
      max_output_tokens: 9,
      temperature: 0.5,
      parallel_tool_calls: false,
      service_tier: "flex",
      safety_identifier: "u",
      store: true,
      include: ["reasoning.encrypted_content"],
      client_metadata: { a: "b" },
    });
    expect(request.messages[0]?.content).toEqual([
      { type: "image", source: { kind: "base64", mediaType: "image/png", data: "AAAA" }, detail: "low" },
      { type: "image", source: { kind: "url", url: "https://x.example/a.png" } },
      { type: "document", source: { kind: "base64", mediaType: "application/pdf", data: "BBBB" }, title: "a.pdf" },
      { type: "document", source: { kind: "url", url: "https://x.example/a.pdf" } },
    ]);
    expect(request).toMatchObject({
      answerFormat: { kind: "json_schema", name: "n", schema: { type: "object" }, strict: true },
      reasoningEffort: "high",
      maxOutputTokens: 9,
      sampling: { temperature: 0.5 },
      parallelToolCalls: false,
      endUser: "u",
      extra: { service_tier: "flex", verbosity: "low" },
    });
    expect(Object.keys(request.extra)).toEqual(["service_tier", "verbosity"]);
  });

  it.each<[string, JsonObject, string, string]>([
    ["an earlier response", { previous_response_id: "resp_1" }, "unsupported_parameter", "previous_response_id"],
    ["a conversation", { conversation: "conv_1" }, "unsupported_parameter", "conversation"],
    ["a stored prompt", { prompt: { id: "p" } }, "unsupported_parameter", "prompt"],
    ["an item by id", { input: [{ type: "item_reference", id: "msg_1" }] }, "unsupported_parameter", "input[0]"],
    ["an unknown item", { input: [{ type: "computer_call" }] }, "unsupported_parameter", "input[0].type"],
    [
      "a file by id",
      { input: [{ role: "user", content: [{ type: "input_file", file_id: "f" }] }] },
      "unsupported_parameter",
      "input[0].content[0].file_id",
    ],
    ["a tool only its vendor runs", { tools: [{ type: "file_search" }] }, "unsupported_parameter", "tools[0].type"],
    ["log probabilities", { top_logprobs: 2 }, "unsupported_parameter", "include"],
    [
      "a choice that is not offered",
      { tools: [FUNCTION], tool_choice: { type: "function", name: "g" } },
      "invalid_request",
      "tool_choice",
    ],
    ["no input", { input: null }, "invalid_request", "input"],
    ["a tool without a name", { tools: [{ type: "function" }] }, "invalid_request", "tools[0].name"],
  ])("refuses %s, naming it", (_, body, code, param) => {
    expect(refusal(body)).toEqual({ code, param });
  });
});
