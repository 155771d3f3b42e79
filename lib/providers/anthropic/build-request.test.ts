import { describe, expect, it } from "vitest";
import type { ChatMessage, ChatRequest, ToolDefinition } from "@/lib/llm/chat-request";
import type { JsonObject } from "@/lib/llm/json";
import type { Target } from "../contract";
import { requestOf, targetOf } from "../testing/adapter-contract";
import { anthropic } from "./adapter";
import { buildBody } from "./build-request";

const TOOL: ToolDefinition = { name: "f", parameters: { type: "object", properties: {} } };
const HELLO: ChatMessage = { role: "user", content: [{ type: "text", text: "Hello" }] };

function body(
  changes: Partial<ChatRequest> = {},
  model = "claude-sonnet-4-6",
  target: Partial<Target> = {},
): JsonObject {
  return buildBody(requestOf(changes), targetOf(anthropic, { upstreamModel: model, ...target }));
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

describe("max_tokens", () => {
  it.each([
    ["claude-opus-5-5", 128_000],
    ["claude-sonnet-4-5-20250929", 64_000],
    ["claude-opus-4-1", 32_000],
    ["claude-3-5-haiku-latest", 8192],
    ["claude-of-the-future", 32_000],
  ])("is the model's own maximum when the caller sets none: %s", (model, most) => {
    expect(body({}, model).max_tokens).toBe(most);
  });

  it("is the caller's bound, but never more than the model can", () => {
    expect(body({ maxOutputTokens: 100 }).max_tokens).toBe(100);
    expect(body({ maxOutputTokens: 500_000 }).max_tokens).toBe(128_000);
    expect(body({}, "claude-sonnet-4-6", { maxOutputTokens: 9000 }).max_tokens).toBe(9000);
  });
});

describe("sampling", () => {
  it("sends temperature clamped to 1 and never together with top_p", () => {
    expect(body({ sampling: { temperature: 1.7, topP: 0.5, topK: 3 } })).toMatchObject({ temperature: 1, top_k: 3 });
    expect(body({ sampling: { temperature: 1.7, topP: 0.5 } })).not.toHaveProperty("top_p");
    expect(body({ sampling: { topP: 0.5 } })).toMatchObject({ top_p: 0.5 });
  });

  it.each(["claude-opus-4-7", "claude-sonnet-5-20260301", "claude-opus-5.5", "claude-fable-5"])(
    "sends none to %s, which refuses it",
    (model) => {
      const written = body({ sampling: { temperature: 0.5, topP: 0.5, topK: 2 } }, model);
      expect(Object.keys(written)).toEqual(["model", "max_tokens", "messages"]);
    },
  );

  it("sends none where the operator says so", () => {
    const target = { capabilities: { sampling: false } };
    expect(body({ sampling: { temperature: 0.5 } }, "claude-sonnet-4-6", target)).not.toHaveProperty("temperature");
  });

  it("sends no temperature while the model thinks", () => {
    const written = body({ sampling: { temperature: 0.5 }, reasoningEffort: "high" });
    expect(written).not.toHaveProperty("temperature");
  });
});

describe("reasoning effort", () => {
  it.each([
    ["claude-opus-5-5", "xhigh", { thinking: { type: "adaptive" }, output_config: { effort: "xhigh" } }],
    ["claude-sonnet-4-6", "max", { thinking: { type: "adaptive" }, output_config: { effort: "high" } }],
    ["claude-opus-4-8", "minimal", { thinking: { type: "adaptive" }, output_config: { effort: "low" } }],
    ["claude-opus-4-8", "none", { thinking: { type: "disabled" } }],
    ["claude-fable-5", "none", { output_config: { effort: "low" } }],
    ["claude-sonnet-4-5", "high", { thinking: { type: "enabled", budget_tokens: 4096 } }],
  ] as const)("becomes what %s takes for %s", (model, reasoningEffort, expected) => {
    const { thinking, output_config } = body({ reasoningEffort }, model);
    expect({ thinking, output_config }).toEqual({ thinking: undefined, output_config: undefined, ...expected });
  });

  it("keeps a thinking budget inside the caller's bound, and does without where it cannot fit", () => {
    const bounded = body({ reasoningEffort: "high", maxOutputTokens: 2000 }, "claude-sonnet-4-5");
    expect(bounded).toMatchObject({ max_tokens: 2000, thinking: { budget_tokens: 1024 } });
    expect(body({ reasoningEffort: "high", maxOutputTokens: 500 }, "claude-sonnet-4-5")).not.toHaveProperty("thinking");
  });

  it("gives way to a forced tool", () => {
    const forced = { reasoningEffort: "high", tools: [TOOL], toolChoice: { kind: "required" } } as const;
    expect(body({ ...forced, tools: [TOOL] })).not.toHaveProperty("thinking");
    expect(body({ ...forced, tools: [TOOL] })).toMatchObject({ tool_choice: { type: "any" } });
  });

  it("does without a budget in a tool cycle whose thinking the client lost", () => {
    const lost = [HELLO, assistant(call("a")), result("a", "1")];
    expect(body({ reasoningEffort: "high", messages: lost }, "claude-sonnet-4-5")).not.toHaveProperty("thinking");
    const kept = assistant({ type: "reasoning", text: "t", signature: "s", madeBy: "anthropic" }, call("a"));
    expect(
      body({ reasoningEffort: "high", messages: [HELLO, kept, result("a", "1")] }, "claude-sonnet-4-5"),
    ).toHaveProperty("thinking");
  });
});

describe("tools", () => {
  it("writes definitions and every kind of choice", () => {
    const tools = [{ ...TOOL, description: "d", strict: true }];
    expect(body({ tools })).toMatchObject({
      tools: [{ name: "f", description: "d", input_schema: { type: "object", properties: {} }, strict: true }],
    });
    const choice = (changes: Partial<ChatRequest>) => body({ tools, ...changes }).tool_choice;
    expect(choice({})).toBeUndefined();
    expect(choice({ parallelToolCalls: false })).toEqual({ type: "auto", disable_parallel_tool_use: true });
    expect(choice({ toolChoice: { kind: "none" } })).toEqual({ type: "none" });
    expect(choice({ toolChoice: { kind: "named", name: "f" } })).toEqual({ type: "tool", name: "f" });
  });

  it("asks in words for a tool that the model refuses to be forced to", () => {
    expect(body({ tools: [TOOL], toolChoice: { kind: "named", name: "f" } }, "claude-opus-5-5")).toMatchObject({
      tool_choice: { type: "auto" },
      system: [{ type: "text", text: expect.stringContaining("calling the tool f") }],
    });
  });

  it("refuses a tool name that answers could not carry back", () => {
    expect(() => body({ tools: [{ ...TOOL, name: "a.b" }] })).toThrowError(
      expect.objectContaining({ param: "tools[0].function.name" }),
    );
  });
});

describe("answer format", () => {
  const schema: JsonObject = {
    type: "object",
    properties: {
      a: { type: "string", minLength: 3, description: "A" },
      b: { type: "array", items: { type: "object" } },
    },
    required: ["a"],
  };

  it("closes every object of a schema and tells what it may not enforce", () => {
    const format = { kind: "json_schema", name: "s", schema, strict: true } as const;
    expect(body({ answerFormat: format }).output_config).toEqual({
      format: {
        type: "json_schema",
        schema: {
          type: "object",
          properties: {
            a: { type: "string", description: "A (minLength: 3)" },
            b: { type: "array", items: { type: "object", additionalProperties: false } },
          },
          required: ["a"],
          additionalProperties: false,
        },
      },
    });
  });

  it("asks in words where the model has no mode for JSON, and refuses a strict schema there", () => {
    expect(body({ answerFormat: { kind: "json_object" } })).toMatchObject({
      system: [{ text: expect.stringContaining("JSON") }],
    });
    const format = { kind: "json_schema", name: "s", schema, strict: false } as const;
    const written = body({ answerFormat: format }, "claude-3-7-sonnet-latest");
    expect(written).toMatchObject({ system: [{ text: expect.stringContaining("minLength") }] });
    expect(() => body({ answerFormat: { ...format, strict: true } }, "claude-3-7-sonnet-latest")).toThrowError(
      expect.objectContaining({ param: "response_format" }),
    );
  });
});

describe("other parameters", () => {
  it("sends a pseudonym for the end user, stops that can be seen, and the service tier", () => {
    const written = body({
      endUser: "ann@example.com",
      stop: ["END", "\n"],
      extra: { service_tier: "flex" },
      stream: true,
    });
    expect(written).toMatchObject({ stop_sequences: ["END"], service_tier: "standard_only", stream: true });
    expect(JSON.stringify(written)).not.toContain("ann@example.com");
  });

  it.each<[string, Partial<ChatRequest>]>([
    ["n", { choices: 2 }],
    ["logprobs", { extra: { logprobs: true } }],
    ["logit_bias", { extra: { logit_bias: { "1": 100 } } }],
    ["modalities", { extra: { modalities: ["text", "audio"] } }],
    ["web_search_options", { extra: { web_search_options: {} } }],
    ["functions", { extra: { functions: [] } }],
    ["min_p", { extra: { min_p: 0.1 } }],
  ])("refuses %s, whose loss would change the answer", (param, changes) => {
    expect(() => body(changes)).toThrowError(expect.objectContaining({ code: "unsupported_parameter", param }));
  });

  it("drops what asks for nothing", () => {
    expect(() =>
      body({ extra: { logprobs: false, store: true, verbosity: "low", modalities: ["text"] } }),
    ).not.toThrow();
  });
});
