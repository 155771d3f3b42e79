import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AppError } from "@/lib/errors/app-error";
import { carryProof } from "@/lib/llm/carried-proof";
import type { JsonObject } from "@/lib/llm/json";
import { encodeAnswer } from "./encode-answer";
import { readMessagesRequest } from "./read-request";

const USER = { role: "user", content: "hi" };
const MINIMAL = { model: "m", max_tokens: 10, messages: [USER] };

const contentOf = (content: JsonObject[], role = "user") =>
  readMessagesRequest({ ...MINIMAL, messages: [{ role, content }] }).messages.flatMap((message) => message.content);

describe("a Messages body in the hub's form", () => {
  it("reads the words it shares with every dialect", () => {
    const request = readMessagesRequest({
      ...MINIMAL,
      system: [
        { type: "text", text: "x-anthropic-billing-header: cc_version=2.1.329;" },
        { type: "text", text: "Be brief.", cache_control: { type: "ephemeral", ttl: "1h" } },
      ],
      temperature: 0.5,
      top_p: 0.9,
      top_k: 4,
      stop_sequences: ["END"],
      stream: true,
      metadata: { user_id: "u" },
      service_tier: "auto",
      context_management: { edits: [] },
      output_config: { effort: "xhigh", format: { type: "json_schema", schema: { type: "object" } } },
      tools: [{ name: "f", input_schema: { type: "object" }, defer_loading: true }],
      tool_choice: { type: "tool", name: "f", disable_parallel_tool_use: true },
    });
    expect(request).toMatchObject({
      model: "m",
      messages: [
        { role: "system", content: [{ type: "text", text: "Be brief.", cache: { ttl: "1h" } }] },
        { role: "user", content: [{ type: "text", text: "hi" }] },
      ],
      tools: [{ name: "f", parameters: { type: "object" } }],
      toolChoice: { kind: "named", name: "f" },
      parallelToolCalls: false,
      maxOutputTokens: 10,
      sampling: { temperature: 0.5, topP: 0.9, topK: 4 },
      stop: ["END"],
      answerFormat: { kind: "json_schema", name: "output", schema: { type: "object" }, strict: true },
      reasoningEffort: "xhigh",
      stream: true,
      endUser: "u",
      extra: {},
    });
  });

  it.each<[JsonObject, string | undefined]>([
    [{ type: "adaptive" }, "high"],
    [{ type: "enabled", budget_tokens: 1_024 }, "low"],
    [{ type: "enabled", budget_tokens: 4_000 }, "medium"],
    [{ type: "enabled", budget_tokens: 30_000 }, "high"],
    [{ type: "disabled" }, undefined],
  ])("reads %j as how hard to think", (thinking, effort) => {
    expect(readMessagesRequest({ ...MINIMAL, thinking }).reasoningEffort).toBe(effort);
  });

  it("tells each tool result by itself, before what the user adds", () => {
    const messages = readMessagesRequest({
      ...MINIMAL,
      messages: [
        {
          role: "user",
          content: [
            { type: "tool_result", tool_use_id: "a", content: "1" },
            {
              type: "tool_result",
              tool_use_id: "b",
              is_error: true,
              content: [{ type: "tool_reference", tool_name: "f" }],
            },
            { type: "text", text: "go on" },
          ],
        },
      ],
    }).messages;
    expect(messages.map(({ role }) => role)).toEqual(["tool", "tool", "user"]);
    expect(messages[1]?.content).toEqual([
      {
        type: "tool_result",
        toolCallId: "b",
        content: [{ type: "text", text: "The tool f is available." }],
        isError: true,
      },
    ]);
  });

  it("reads pictures, files and search results from their data or a URL", () => {
    const content = [
      { type: "image", source: { type: "base64", media_type: "image/png", data: "AAAA" } },
      { type: "image", source: { type: "url", url: "https://example.com/a.png" } },
      {
        type: "document",
        title: "t",
        context: "c",
        source: { type: "base64", media_type: "application/pdf", data: "B" },
      },
      { type: "document", source: { type: "content", content: [{ type: "text", text: "x" }] } },
      { type: "search_result", title: "T", source: "https://s", content: [{ type: "text", text: "found" }] },
    ];
    expect(contentOf(content)).toEqual([
      { type: "image", source: { kind: "base64", mediaType: "image/png", data: "AAAA" } },
      { type: "image", source: { kind: "url", url: "https://example.com/a.png" } },
      { type: "text", text: "c" },
      { type: "document", title: "t", source: { kind: "base64", mediaType: "application/pdf", data: "B" } },
      { type: "document", source: { kind: "text", text: "x" } },
      { type: "document", title: "T — https://s", source: { kind: "text", text: "found" } },
    ]);
  });

  it("knows whose a proof is", () => {
    const content = [
      { type: "thinking", thinking: "own", signature: "EqQB" },
      { type: "redacted_thinking", data: "EmwK" },
      {
        type: "thinking",
        thinking: "theirs",
        signature: carryProof({ use: "reasoning", madeBy: "gemini", proof: "a.b" }),
      },
      { type: "thinking", thinking: "unsigned", signature: carryProof({ use: "reasoning", madeBy: "", proof: "" }) },
    ];
    expect(contentOf(content, "assistant")).toEqual([
      { type: "reasoning", text: "own", signature: "EqQB", madeBy: "anthropic" },
      { type: "reasoning", text: "", signature: "EmwK", madeBy: "anthropic", redacted: true },
      { type: "reasoning", text: "theirs", signature: "a.b", madeBy: "gemini" },
      { type: "reasoning", text: "unsigned" },
    ]);
  });

  it("gives back to a model of another dialect exactly what it said, proofs included", () => {
    const said = [
      { type: "reasoning", text: "hm", signature: "s1", madeBy: "gemini" },
      { type: "text", text: "Let me see." },
      { type: "tool_call", id: "c1", name: "f", arguments: '{"a":1}', signature: "s2" },
      { type: "tool_call", id: "c2", name: "f", arguments: "{}" },
    ] as const;
    const context = { requestedModel: "m", includeUsage: true, inputTokensEstimate: 1 };
    const answer = { id: "x", model: "up", choices: [{ content: [...said], finish: "stop" as const }] };
    const { content, stop_reason: reason } = JSON.parse(encodeAnswer(answer, context));
    expect(reason).toBe("tool_use");
    expect(contentOf(content, "assistant")).toEqual(said);
  });

  it.each<[string, JsonObject, string]>([
    ["no model", { max_tokens: 1, messages: [USER] }, "model"],
    ["no messages", { ...MINIMAL, messages: [] }, "messages"],
    ["an unknown role", { ...MINIMAL, messages: [{ role: "tool", content: "x" }] }, "messages[0].role"],
    ["a bound of zero", { ...MINIMAL, max_tokens: 0 }, "max_tokens"],
    [
      "a choice of a tool that is not there",
      { ...MINIMAL, tool_choice: { type: "tool", name: "f" } },
      "tool_choice.name",
    ],
    [
      "text without text",
      { ...MINIMAL, messages: [{ role: "user", content: [{ type: "text" }] }] },
      "messages[0].content[0].text",
    ],
  ])("refuses %s, naming the parameter", (_, body, param) => {
    expect(() => readMessagesRequest(body)).toThrowError(expect.objectContaining({ code: "invalid_request", param }));
  });

  it.each<[string, JsonObject, string]>([
    ["where data is handled", { ...MINIMAL, inference_geo: "eu" }, "inference_geo"],
    ["tools of other servers", { ...MINIMAL, mcp_servers: [{ url: "https://x" }] }, "mcp_servers"],
    ["a parameter nobody knows", { ...MINIMAL, brand_new: 1 }, "brand_new"],
    ["a server's tool", { ...MINIMAL, tools: [{ type: "web_search_20260318", name: "web_search" }] }, "tools[0].type"],
    [
      "citations",
      {
        ...MINIMAL,
        messages: [{ role: "user", content: [{ type: "document", citations: { enabled: true }, source: {} }] }],
      },
      "messages[0].content[0].citations",
    ],
    [
      "a picture by id",
      {
        ...MINIMAL,
        messages: [{ role: "user", content: [{ type: "image", source: { type: "file", file_id: "f" } }] }],
      },
      "messages[0].content[0].source.type",
    ],
  ])("says that another model cannot take %s", (_, body, param) => {
    expect(() => readMessagesRequest(body)).toThrowError(
      expect.objectContaining({ code: "unsupported_parameter", param }),
    );
  });

  it("answers any JSON body with a request or an error of ours, never a crash", () => {
    const message = fc.record({ role: fc.constantFrom("user", "assistant", "system"), content: fc.jsonValue() });
    const odd = fc.dictionary(
      fc.constantFrom("tools", "tool_choice", "stop_sequences", "thinking", "output_config", "metadata", "system"),
      fc.jsonValue(),
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(message, fc.jsonValue())), odd, (messages, members) => {
        const body = JSON.parse(JSON.stringify({ ...MINIMAL, messages, ...members }));
        try {
          readMessagesRequest(body);
        } catch (error) {
          expect(error).toBeInstanceOf(AppError);
          expect(error).toHaveProperty("param", expect.any(String));
        }
      }),
    );
  });
});
