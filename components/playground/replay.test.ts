import { describe, expect, it } from "vitest";
import { replayOf } from "./replay";

const text = (role: string, ...said: string[]) => ({
  role,
  parts: said.map((one) => ({ kind: "text" as const, text: one })),
});

describe("a kept call in the playground", () => {
  it("is its system prompt, what was said before, the last question to send, and its parameters; its answer is left out", () => {
    const prompt = { temperature: 0.2, top_p: 0.9, max_tokens: 64, stop: "END", seed: 7, reasoning_effort: "low" };
    const turns = [
      text("system", "Be brief."),
      text("user", "Hi"),
      text("assistant", "Hello"),
      text("user", "And now?"),
      text("assistant", "Bye"),
    ];
    expect(replayOf({ prompt: JSON.stringify(prompt), turns, isCut: false })).toEqual({
      system: "Be brief.",
      messages: [
        { role: "user", content: "Hi" },
        { role: "assistant", content: "Hello" },
      ],
      question: "And now?",
      parameters: { temperature: 0.2, topP: 0.9, maxTokens: 64, stop: ["END"], seed: 7, reasoningEffort: "low" },
      tools: [],
      isPartial: false,
    });
  });

  it("reads what the other dialects call their parameters and tools", () => {
    const gemini = { generationConfig: { temperature: 1, topP: 0.5, maxOutputTokens: 9, stopSequences: ["a", "b"] } };
    const turns = [text("user", "Hi")];
    expect(replayOf({ prompt: JSON.stringify(gemini), turns, isCut: false }).parameters).toEqual({
      temperature: 1,
      topP: 0.5,
      maxTokens: 9,
      stop: ["a", "b"],
    });
    const schema = { type: "object", properties: {} };
    const tools = [
      { name: "look", input_schema: schema },
      { type: "function", function: { name: "find", parameters: schema } },
      { type: "web_search" },
    ];
    expect(replayOf({ prompt: JSON.stringify({ tools }), turns, isCut: false }).tools).toEqual([
      { name: "look", parameters: schema },
      { name: "find", parameters: schema },
    ]);
  });

  it("says that something stays behind, and takes a body that was cut for words only", () => {
    const picture = { role: "user", parts: [{ kind: "media" as const, text: "image/png" }] };
    expect(replayOf({ prompt: "{}", turns: [picture], isCut: false })).toMatchObject({ isPartial: true, question: "" });
    expect(replayOf({ prompt: '{"temperature": 1, "mess', turns: [text("user", "Hi")], isCut: true })).toMatchObject({
      isPartial: true,
      parameters: {},
      question: "Hi",
    });
  });
});
