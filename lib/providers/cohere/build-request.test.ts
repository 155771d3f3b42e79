import { describe, expect, it } from "vitest";
import type { ChatMessage, ChatRequest } from "@/lib/llm/chat-request";
import { requestOf, targetOf } from "../testing/adapter-contract";
import { cohere } from "./adapter";
import { buildBody } from "./build-request";

const TOOLS = [
  { name: "f", description: "d", parameters: { type: "object" }, strict: true },
  { name: "g", parameters: {} },
];
const HELLO: ChatMessage = { role: "user", content: [{ type: "text", text: "Hello" }] };

function body(changes: Partial<ChatRequest> = {}, model = "command-a-03-2025") {
  return buildBody(requestOf(changes), targetOf(cohere, { upstreamModel: model }));
}

describe("a Cohere call", () => {
  it("is only what was asked for", () => {
    expect(body()).toEqual({
      model: "command-a-03-2025",
      messages: [{ role: "user", content: "Hello" }],
      stream: false,
    });
  });

  it("tells system messages once, calls and results apart, and nobody's thoughts", () => {
    const messages: ChatMessage[] = [
      { role: "system", content: [{ type: "text", text: "A" }] },
      HELLO,
      {
        role: "assistant",
        content: [
          { type: "reasoning", text: "secret" },
          { type: "text", text: "Wait." },
          { type: "tool_call", id: "c1", name: "f", arguments: '{"x":1}' },
        ],
      },
      {
        role: "tool",
        content: [{ type: "tool_result", toolCallId: "c1", content: [{ type: "text", text: "boom" }], isError: true }],
      },
      { role: "user", content: [{ type: "document", source: { kind: "text", text: "t" }, title: "T" }] },
    ];
    expect(body({ messages }).messages).toEqual([
      { role: "system", content: "A" },
      { role: "user", content: "Hello" },
      {
        role: "assistant",
        content: "Wait.",
        tool_calls: [{ id: "c1", type: "function", function: { name: "f", arguments: '{"x":1}' } }],
      },
      { role: "tool", tool_call_id: "c1", content: "Error: boom" },
      { role: "user", content: "T\n\nt" },
    ]);
  });

  it("writes pictures for models that see, and refuses them for the others", () => {
    const image = {
      type: "image",
      source: { kind: "base64", mediaType: "image/png", data: "AA" },
      detail: "high",
    } as const;
    const messages: ChatMessage[] = [{ role: "user", content: [{ type: "text", text: "Look" }, image] }];
    expect(body({ messages }, "command-a-vision-07-2025").messages).toEqual([
      {
        role: "user",
        content: [
          { type: "text", text: "Look" },
          { type: "image_url", image_url: { url: "data:image/png;base64,AA", detail: "high" } },
        ],
      },
    ]);
    expect(() => body({ messages })).toThrowError(expect.objectContaining({ param: "messages" }));
  });

  it.each([
    [{ kind: "required" }, ["f", "g"], "REQUIRED"],
    [{ kind: "named", name: "g" }, ["g"], "REQUIRED"],
    [{ kind: "none" }, ["f", "g"], "NONE"],
    [{ kind: "auto" }, ["f", "g"], undefined],
  ] as const)("offers tools for a choice of %j", (toolChoice, names, expected) => {
    const { tools, tool_choice, strict_tools } = JSON.parse(JSON.stringify(body({ tools: TOOLS, toolChoice })));
    expect(tools.map((tool: { function: { name: string } }) => tool.function.name)).toEqual(names);
    expect([tool_choice, strict_tools]).toEqual([expected, true]);
  });

  it("names and bounds sampling as Cohere does", () => {
    const sampling = { temperature: 0.3, topP: 1, topK: 900, seed: 7, presencePenalty: -1, frequencyPenalty: 0.5 };
    expect(body({ sampling, stop: ["x"], maxOutputTokens: 99_999 })).toMatchObject({
      temperature: 0.3,
      p: 0.99,
      k: 500,
      seed: 7,
      presence_penalty: 0,
      frequency_penalty: 0.5,
      stop_sequences: ["x"],
      max_tokens: 8000,
    });
  });

  it("thinks by a budget where the model can, within half of the bound", () => {
    const model = "command-a-reasoning-08-2025";
    expect(body({ reasoningEffort: "high", maxOutputTokens: 2000 }, model).thinking).toEqual({
      type: "enabled",
      token_budget: 1000,
    });
    expect(body({ reasoningEffort: "none" }, model).thinking).toEqual({ type: "disabled" });
    expect(body({ reasoningEffort: "high" }).thinking).toBeUndefined();
  });

  it("asks for JSON by schema, but not together with tools", () => {
    const answerFormat = { kind: "json_schema", name: "s", schema: { type: "object" }, strict: true } as const;
    expect(body({ answerFormat }).response_format).toEqual({ type: "json_object", json_schema: { type: "object" } });
    expect(() => body({ answerFormat, tools: TOOLS })).toThrowError(
      expect.objectContaining({ param: "response_format" }),
    );
  });

  it.each<[string, Partial<ChatRequest>]>([
    ["several answers", { choices: 2 }],
    ["a sixth stop sequence", { stop: ["1", "2", "3", "4", "5", "6"] }],
    ["a parameter nobody knows", { extra: { logprobs: true } }],
    ["sound", { messages: [{ role: "user", content: [{ type: "audio", format: "wav", data: "AA" }] }] }],
    [
      "a file",
      {
        messages: [
          { role: "user", content: [{ type: "document", source: { kind: "url", url: "https://example.com/a.pdf" } }] },
        ],
      },
    ],
  ])("refuses %s", (_, changes) => {
    expect(() => body(changes)).toThrowError(expect.objectContaining({ code: "unsupported_parameter" }));
  });

  it("asks in words for one call at a time", () => {
    expect(body({ tools: TOOLS, parallelToolCalls: false }).messages).toEqual([
      { role: "system", content: "Call at most one tool at a time." },
      { role: "user", content: "Hello" },
    ]);
  });
});
