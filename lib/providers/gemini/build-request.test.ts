import { describe, expect, it } from "vitest";
import type { ChatMessage, ChatRequest, ToolDefinition } from "@/lib/llm/chat-request";
import type { JsonObject } from "@/lib/llm/json";
import { requestOf, targetOf } from "../testing/adapter-contract";
import { gemini } from "./adapter";
import { buildBody } from "./build-request";

const TOOL: ToolDefinition = { name: "f", description: "d", parameters: { type: "object", properties: {} } };
const HELLO: ChatMessage = { role: "user", content: [{ type: "text", text: "Hello" }] };
const call = (id: string, signature?: string) =>
  ({
    type: "tool_call",
    id,
    name: "f",
    arguments: '{"x":1}',
    ...(signature === undefined ? {} : { signature }),
  }) as const;

function body(changes: Partial<ChatRequest> = {}, model = "gemini-3.1-pro-preview"): JsonObject {
  return buildBody(requestOf(changes), targetOf(gemini, { upstreamModel: model }));
}

function config(changes: Partial<ChatRequest>, model?: string) {
  return body(changes, model).generationConfig;
}

function result(toolCallId: string, text: string, isError = false): ChatMessage {
  return { role: "tool", content: [{ type: "tool_result", toolCallId, content: [{ type: "text", text }], isError }] };
}

describe("contents", () => {
  it("is all there is when nothing else was asked for", () => {
    expect(body()).toEqual({ contents: [{ role: "user", parts: [{ text: "Hello" }] }] });
  });

  it("gives leading system messages their own place and tells later ones in the user's turn", () => {
    const system = (text: string): ChatMessage => ({ role: "system", content: [{ type: "text", text }] });
    expect(body({ messages: [system("A"), system("B"), HELLO, system("C")] })).toEqual({
      systemInstruction: { parts: [{ text: "A" }, { text: "B" }] },
      contents: [{ role: "user", parts: [{ text: "Hello" }, { text: "<system>\nC\n</system>" }] }],
    });
  });

  it("answers parallel calls together, with the names the responses must repeat", () => {
    const messages: ChatMessage[] = [
      HELLO,
      { role: "assistant", content: [call("a", "sig"), call("b")] },
      result("b", '{"ok":true}'),
      result("a", "boom", true),
    ];
    expect(body({ messages }).contents).toEqual([
      { role: "user", parts: [{ text: "Hello" }] },
      {
        role: "model",
        parts: [
          { functionCall: { id: "a", name: "f", args: { x: 1 } }, thoughtSignature: "sig" },
          { functionCall: { id: "b", name: "f", args: { x: 1 } } },
        ],
      },
      {
        role: "user",
        parts: [
          { functionResponse: { id: "a", name: "f", response: { error: "boom" } } },
          { functionResponse: { id: "b", name: "f", response: { ok: true } } },
        ],
      },
    ]);
  });

  it("puts the sentinel where a signature was lost, only on the first call and only where signatures are wanted", () => {
    const messages: ChatMessage[] = [HELLO, { role: "assistant", content: [call("a"), call("b")] }, result("a", "1")];
    const [, step] = JSON.parse(JSON.stringify(body({ messages }).contents));
    expect(step.parts.map((part: JsonObject) => part.thoughtSignature)).toEqual([
      "skip_thought_signature_validator",
      undefined,
    ]);
    expect(JSON.stringify(body({ messages }, "gemini-2.5-flash"))).not.toContain("thoughtSignature");
  });

  it("sends nobody's reasoning back", () => {
    const thought: ChatMessage = {
      role: "assistant",
      content: [
        { type: "reasoning", text: "secret", signature: "s", madeBy: "anthropic" },
        { type: "text", text: "x" },
      ],
    };
    expect(JSON.stringify(body({ messages: [HELLO, thought, HELLO] }))).not.toContain("secret");
  });

  it("writes pictures, sound and files inline, and by URL where the model fetches them", () => {
    const content: ChatMessage["content"] = [
      { type: "image", source: { kind: "base64", mediaType: "image/png", data: "AA" } },
      { type: "audio", format: "wav", data: "BB" },
      { type: "document", source: { kind: "base64", mediaType: "application/pdf", data: "CC" } },
      { type: "document", source: { kind: "text", text: "t" }, title: "T" },
      { type: "image", source: { kind: "url", url: "https://example.com/a.PNG?x=1" } },
    ];
    expect(body({ messages: [{ role: "user", content }] })).toMatchObject({
      contents: [
        {
          parts: [
            { inlineData: { mimeType: "image/png", data: "AA" } },
            { inlineData: { mimeType: "audio/wav", data: "BB" } },
            { inlineData: { mimeType: "application/pdf", data: "CC" } },
            { text: "T\n\nt" },
            { fileData: { fileUri: "https://example.com/a.PNG?x=1", mimeType: "image/png" } },
          ],
        },
      ],
    });
    expect(() => body({ messages: [{ role: "user", content: content.slice(-1) }] }, "gemini-2.0-flash")).toThrowError(
      expect.objectContaining({ code: "unsupported_parameter", param: "messages" }),
    );
  });

  it("names no file of the provider's account, whatever dialect the caller speaks", () => {
    for (const url of ["files/a", "https://generativelanguage.googleapis.com/v1beta/files/a"]) {
      const content: ChatMessage["content"] = [{ type: "image", source: { kind: "url", url } }];
      expect(() => body({ messages: [{ role: "user", content }] })).toThrowError(
        expect.objectContaining({ code: "unsupported_parameter", param: "messages" }),
      );
    }
  });
});

describe("tools", () => {
  it("declares functions with full JSON Schema", () => {
    expect(body({ tools: [TOOL] })).toMatchObject({
      tools: [{ functionDeclarations: [{ name: "f", description: "d", parametersJsonSchema: TOOL.parameters }] }],
    });
  });

  it.each<[string, Partial<ChatRequest>, JsonObject | undefined]>([
    ["nothing", {}, undefined],
    ["auto", { toolChoice: { kind: "auto" } }, { mode: "AUTO" }],
    ["none", { toolChoice: { kind: "none" } }, { mode: "NONE" }],
    ["required", { toolChoice: { kind: "required" } }, { mode: "ANY" }],
    ["named", { toolChoice: { kind: "named", name: "f" } }, { mode: "ANY", allowedFunctionNames: ["f"] }],
    ["strict tools", { tools: [{ ...TOOL, strict: true }] }, { mode: "VALIDATED" }],
  ])("translates a choice of %s", (_, changes, expected) => {
    const { toolConfig } = body({ tools: [TOOL], ...changes });
    expect(toolConfig).toEqual(expected === undefined ? undefined : { functionCallingConfig: expected });
  });

  it("asks in words for one call at a time, as there is no switch for it", () => {
    expect(JSON.stringify(body({ tools: [TOOL], parallelToolCalls: false }).systemInstruction)).toContain("one tool");
  });

  it("refuses a name the API refuses", () => {
    expect(() => body({ tools: [{ ...TOOL, name: "1f" }] })).toThrowError(
      expect.objectContaining({ param: "tools[0].function.name" }),
    );
  });
});

describe("generationConfig", () => {
  it("carries sampling, bounds, stops and the number of answers", () => {
    expect(
      config({
        sampling: { temperature: 1.5, topP: 0.9, topK: 3, presencePenalty: 0.1, frequencyPenalty: 0.2, seed: 7 },
        maxOutputTokens: 999_999,
        stop: ["x"],
        choices: 2,
      }),
    ).toEqual({
      temperature: 1.5,
      topP: 0.9,
      topK: 3,
      presencePenalty: 0.1,
      frequencyPenalty: 0.2,
      seed: 7,
      candidateCount: 2,
      maxOutputTokens: 65_536,
      stopSequences: ["x"],
    });
  });

  it.each([
    ["gemini-3.1-pro-preview", "medium", { thinkingLevel: "MEDIUM", includeThoughts: true }],
    ["gemini-3.1-pro-preview", "none", { thinkingLevel: "LOW" }],
    ["gemini-3-pro-preview", "medium", { thinkingLevel: "HIGH", includeThoughts: true }],
    ["gemini-3.6-flash", "minimal", { thinkingLevel: "MINIMAL" }],
    ["gemini-3.6-flash", "max", { thinkingLevel: "HIGH", includeThoughts: true }],
    ["gemini-2.5-flash", "none", { thinkingBudget: 0 }],
    ["gemini-2.5-pro", "none", { thinkingBudget: 128 }],
    ["gemini-2.5-pro", "high", { thinkingBudget: 24_576, includeThoughts: true }],
  ] as const)("gives %s for effort %s what it takes", (model, reasoningEffort, thinkingConfig) => {
    expect(config({ reasoningEffort }, model)).toEqual({ thinkingConfig });
  });

  it("keeps a thinking budget to half of a small bound", () => {
    expect(config({ reasoningEffort: "high", maxOutputTokens: 1000 }, "gemini-2.5-flash")).toMatchObject({
      thinkingConfig: { thinkingBudget: 500 },
    });
  });

  it("sends no thinking to a model that does not think", () => {
    expect(config({ reasoningEffort: "high" }, "gemini-2.0-flash")).toBeUndefined();
  });

  it("asks for JSON by type and by schema, and refuses it beside tools where the model does", () => {
    const format = { kind: "json_schema", name: "s", schema: { type: "object" }, strict: true } as const;
    expect(config({ answerFormat: format })).toEqual({
      responseMimeType: "application/json",
      responseJsonSchema: { type: "object" },
    });
    expect(config({ answerFormat: { kind: "json_object" } })).toEqual({ responseMimeType: "application/json" });
    expect(() => config({ answerFormat: format, tools: [TOOL] }, "gemini-2.5-flash")).toThrowError(
      expect.objectContaining({ param: "response_format" }),
    );
  });

  it.each<[string, Partial<ChatRequest>]>([
    ["stop", { stop: ["1", "2", "3", "4", "5", "6"] }],
    ["n", { choices: 9 }],
    ["logprobs", { extra: { logprobs: true } }],
    ["web_search_options", { extra: { web_search_options: {} } }],
  ])("refuses %s beyond what the API takes", (param, changes) => {
    expect(() => body(changes)).toThrowError(expect.objectContaining({ code: "unsupported_parameter", param }));
  });

  it("passes the service tier in the API's own words", () => {
    expect(body({ extra: { service_tier: "flex" } }).serviceTier).toBe("flex");
    expect(body({ extra: { service_tier: "auto" } })).not.toHaveProperty("serviceTier");
  });
});
