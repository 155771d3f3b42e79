import { describe, expect, it } from "vitest";
import type { Answer } from "@/lib/llm/answer";
import { NO_USAGE } from "@/lib/llm/usage";
import { encodeAnswer } from "./encode-answer";
import { readChatRequest } from "./read-request";

function encode(choice: Answer["choices"][number], usage?: Answer["usage"]) {
  const answer: Answer = { id: "up1", model: "up", choices: [choice], ...(usage === undefined ? {} : { usage }) };
  return JSON.parse(encodeAnswer(answer, { requestedModel: "asked", includeUsage: true, inputTokensEstimate: 1 }));
}

describe("encodeAnswer", () => {
  it("joins text, names the model that was asked for, and reports usage with totals that include their parts", () => {
    const json = encode(
      {
        content: [
          { type: "text", text: "a" },
          { type: "text", text: "b" },
        ],
        finish: "stop_sequence",
      },
      { ...NO_USAGE, uncachedInput: 1, cacheWrite: 2, output: 3 },
    );
    expect(json).toMatchObject({
      id: "chatcmpl-up1",
      object: "chat.completion",
      model: "asked",
      choices: [{ index: 0, message: { role: "assistant", content: "ab", refusal: null }, finish_reason: "stop" }],
      usage: { prompt_tokens: 3, completion_tokens: 3, total_tokens: 6 },
    });
  });

  it("gives tool calls with content null and finish tool_calls, also where the upstream said stop", () => {
    const json = encode({ content: [{ type: "tool_call", id: "c", name: "f", arguments: "" }], finish: "stop" });
    expect(json.choices[0]).toMatchObject({
      message: { content: null, tool_calls: [{ id: "c", type: "function", function: { name: "f", arguments: "{}" } }] },
      finish_reason: "tool_calls",
    });
  });

  it("gives reasoning and tool proofs in a form that reads back the same", () => {
    const content: Answer["choices"][number]["content"] = [
      { type: "reasoning", text: "hm", signature: "sig", madeBy: "maker" },
      { type: "reasoning", text: "", signature: "blob", madeBy: "maker", redacted: true },
      { type: "text", text: "said" },
      { type: "tool_call", id: "c", name: "f", arguments: '{"x":1}', signature: "proof" },
    ];
    const { message } = encode({ content, finish: "tool_calls" }).choices[0];
    expect(readChatRequest({ model: "m", messages: [message] }).messages[0]?.content).toEqual(content);
  });

  it("throws for an answer the model broke off", () => {
    expect(() => encode({ content: [], finish: "error" })).toThrowError(
      expect.objectContaining({ code: "upstream_error" }),
    );
  });
});
