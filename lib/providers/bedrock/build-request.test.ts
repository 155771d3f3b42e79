import { describe, expect, it } from "vitest";
import type { ChatMessage, ChatRequest } from "@/lib/llm/chat-request";
import { requestOf, targetOf } from "../testing/adapter-contract";
import { bedrock } from "./adapter";
import { buildBody } from "./build-request";

const CLAUDE = "eu.anthropic.claude-sonnet-4-6-v1:0";
const NOVA = "amazon.nova-pro-v1:0";
const TOOL = { name: "f", description: "d", parameters: { type: "object", properties: {} } };
const HELLO: ChatMessage = { role: "user", content: [{ type: "text", text: "Hello" }] };

function body(changes: Partial<ChatRequest> = {}, model = CLAUDE) {
  return buildBody(requestOf(changes), targetOf(bedrock, { upstreamModel: model }));
}

describe("a Converse call", () => {
  it("has the model in its path, encoded once", () => {
    const urlOf = (upstreamModel: string, stream: boolean) =>
      bedrock.chat?.buildRequest(requestOf({ stream }), targetOf(bedrock, { upstreamModel })).url;
    expect(urlOf(CLAUDE, false)).toBe(
      "https://bedrock-runtime.us-east-1.amazonaws.com/model/eu.anthropic.claude-sonnet-4-6-v1%3A0/converse",
    );
    expect(urlOf("arn:aws:bedrock:us-east-1:1:inference-profile/x", true)).toMatch(
      /\/model\/arn%3Aaws%3Abedrock%3Aus-east-1%3A1%3Ainference-profile%2Fx\/converse-stream$/,
    );
  });

  it("is only what was asked for", () => {
    expect(body()).toEqual({ messages: [{ role: "user", content: [{ text: "Hello" }] }] });
  });

  it("tells the conversation in turns, with cache points where the caller marked them", () => {
    const messages: ChatMessage[] = [
      { role: "system", content: [{ type: "text", text: "A", cache: { ttl: "1h" } }] },
      HELLO,
      {
        role: "assistant",
        content: [
          { type: "reasoning", text: "mine", signature: "s", madeBy: "anthropic" },
          { type: "reasoning", text: "theirs" },
          { type: "tool_call", id: "call:1", name: "f", arguments: '{"x":1}' },
        ],
      },
      {
        role: "tool",
        content: [
          { type: "tool_result", toolCallId: "call:1", content: [{ type: "text", text: "no" }], isError: true },
        ],
      },
    ];
    const written = JSON.parse(JSON.stringify(body({ messages })));
    expect(written.system).toEqual([{ text: "A" }, { cachePoint: { type: "default" } }]);
    const [, assistant, results] = written.messages;
    expect(assistant.content[0]).toEqual({ reasoningContent: { reasoningText: { text: "mine", signature: "s" } } });
    expect(assistant.content[1].toolUse).toMatchObject({ name: "f", input: { x: 1 } });
    expect(results.content).toEqual([
      {
        toolResult: { toolUseId: assistant.content[1].toolUse.toolUseId, content: [{ text: "no" }], status: "error" },
      },
    ]);
    expect(assistant.content[1].toolUse.toolUseId).toMatch(/^[\w-]+$/);
    // Refused without a definition of the tools that were called.
    expect(written.toolConfig.tools).toEqual([{ toolSpec: { name: "f", inputSchema: { json: { type: "object" } } } }]);
    expect(JSON.stringify(body({ messages }, "mistral.mistral-large-2407-v1:0"))).not.toContain("cachePoint");
  });

  it("keeps only the last four cache points", () => {
    const content = Array.from(
      { length: 6 },
      (_, at) => ({ type: "text", text: `${at}`, cache: { ttl: "5m" } }) as const,
    );
    expect(JSON.stringify(body({ messages: [{ role: "user", content }] })).match(/cachePoint/g)).toHaveLength(4);
  });

  it("writes pictures and files inline, each file under a name of its own and never alone", () => {
    const pdf = { kind: "base64", mediaType: "application/pdf", data: "CC" } as const;
    const content: ChatMessage["content"] = [
      { type: "image", source: { kind: "base64", mediaType: "image/jpeg", data: "AA" } },
      { type: "document", source: pdf, title: "Q3_report.pdf" },
      { type: "document", source: pdf, title: "Q3.report,pdf" },
      { type: "image", source: { kind: "url", url: "s3://bucket/a.png" } },
    ];
    expect(body({ messages: [{ role: "user", content }] }).messages).toEqual([
      {
        role: "user",
        content: [
          { image: { format: "jpeg", source: { bytes: "AA" } } },
          { document: { format: "pdf", name: "Q3 report pdf", source: { bytes: "CC" } } },
          { document: { format: "pdf", name: "Q3 report pdf (2)", source: { bytes: "CC" } } },
          { image: { format: "png", source: { s3Location: { uri: "s3://bucket/a.png" } } } },
          { text: "." },
        ],
      },
    ]);
  });

  it("bounds the answer by the model's own, and gives a Claude one of temperature and top_p", () => {
    const changes = { maxOutputTokens: 999_999, stop: ["x"], sampling: { temperature: 1.7, topP: 0.9, topK: 5 } };
    expect(body(changes)).toMatchObject({
      inferenceConfig: { maxTokens: 128_000, temperature: 1, stopSequences: ["x"] },
      additionalModelRequestFields: { top_k: 5 },
    });
    expect(body(changes, NOVA).inferenceConfig).toEqual({
      maxTokens: 10_000,
      temperature: 1,
      topP: 0.9,
      stopSequences: ["x"],
    });
    expect(body(changes, "anthropic.claude-opus-5-v1:0").inferenceConfig).toEqual({
      maxTokens: 128_000,
      stopSequences: ["x"],
    });
  });

  it("lets a Claude think as its kind does, and drops the effort for models that do not", () => {
    const asked = { reasoningEffort: "high", maxOutputTokens: 4000, sampling: { temperature: 0.5 } } as const;
    expect(body(asked)).toMatchObject({
      inferenceConfig: { maxTokens: 4000 },
      additionalModelRequestFields: { thinking: { type: "adaptive" }, output_config: { effort: "high" } },
    });
    expect(body(asked, "anthropic.claude-haiku-4-5-20251001-v1:0").additionalModelRequestFields).toEqual({
      thinking: { type: "enabled", budget_tokens: 2000 },
    });
    expect(body({ reasoningEffort: "none" }).additionalModelRequestFields).toBeUndefined();
    expect(body(asked, NOVA).additionalModelRequestFields).toBeUndefined();
  });

  it.each([
    [{ kind: "auto" }, CLAUDE, { auto: {} }],
    [{ kind: "required" }, CLAUDE, { any: {} }],
    [{ kind: "named", name: "f" }, CLAUDE, { tool: { name: "f" } }],
    [{ kind: "named", name: "f" }, "anthropic.claude-opus-5-5-v1:0", { auto: {} }],
    [{ kind: "none" }, CLAUDE, undefined],
  ] as const)("translates a choice of %j for %s", (toolChoice, model, expected) => {
    const { toolConfig, system } = JSON.parse(JSON.stringify(body({ tools: [TOOL], toolChoice }, model)));
    expect(toolConfig.toolChoice).toEqual(expected);
    const isAsked = toolChoice.kind === "none" || model !== CLAUDE;
    expect(system !== undefined).toBe(isAsked);
  });

  it("holds the answer to a schema where the model can, and asks in words for plain JSON", () => {
    const schema = { type: "object", properties: { a: { type: "string", minLength: 2 } } };
    const answerFormat = { kind: "json_schema", name: "my schema!", schema, strict: true } as const;
    const { structure } = JSON.parse(JSON.stringify(body({ answerFormat }).outputConfig)).textFormat;
    expect(structure.jsonSchema.name).toBe("my_schema_");
    expect(JSON.parse(structure.jsonSchema.schema)).toMatchObject({ additionalProperties: false });
    expect(JSON.stringify(body({ answerFormat: { kind: "json_object" } }).system)).toContain("JSON object");
    expect(() => body({ answerFormat }, "anthropic.claude-3-5-haiku-20241022-v1:0")).toThrowError(
      expect.objectContaining({ param: "response_format" }),
    );
  });

  it("passes a tier it knows", () => {
    expect(body({ extra: { service_tier: "flex" } }).serviceTier).toEqual({ type: "flex" });
    expect(body({ extra: { service_tier: "auto" } }).serviceTier).toBeUndefined();
  });

  it.each<[string, Partial<ChatRequest>, string]>([
    ["several answers", { choices: 2 }, CLAUDE],
    ["a picture by URL", said({ type: "image", source: { kind: "url", url: "https://example.com/a.png" } }), CLAUDE],
    ["a picture of another type", said({ type: "image", source: file("image/tiff") }), CLAUDE],
    ["a file of another type", said({ type: "document", source: file("application/zip") }), CLAUDE],
    ["sound", said({ type: "audio", format: "wav", data: "AA" }), CLAUDE],
    ["pictures for a model without eyes", said({ type: "image", source: file("image/png") }), "amazon.nova-micro-v1:0"],
    ["tools for a model without them", { tools: [TOOL] }, "us.deepseek.r1-v1:0"],
    ["a tool name with a dot", { tools: [{ ...TOOL, name: "a.b" }] }, CLAUDE],
    ["a parameter nobody knows", { extra: { logprobs: true } }, CLAUDE],
  ])("refuses %s", (_, changes, model) => {
    expect(() => body(changes, model)).toThrowError(expect.objectContaining({ code: "unsupported_parameter" }));
  });
});

function said(block: ChatMessage["content"][number]): Partial<ChatRequest> {
  return { messages: [{ role: "user", content: [block] }] };
}

function file(mediaType: string) {
  return { kind: "base64", mediaType, data: "AA" } as const;
}
