import { describe, expect, it } from "vitest";
import { emptyAnswer, type LiveAnswer, newColumn, openToolCalls, withEnd, withEvent } from "./columns";

const column = { ...newColumn("c1", "m"), messages: [{ role: "user" as const, content: "Hi" }] };

describe("a column", () => {
  it("keeps what was said with what it took, and leaves a tool's call open for its result", () => {
    let answer: LiveAnswer = { ...emptyAnswer(), requestId: "req_1" };
    answer = withEvent(answer, { kind: "tool", part: { index: 0, id: "a", name: "f", arguments: "{" } }, 120);
    answer = withEvent(answer, { kind: "tool", part: { index: 0, id: null, name: null, arguments: "}" } }, 130);
    answer = withEvent(answer, { kind: "usage", tokens: { input: 3, output: 2 } }, 140);
    const ended = withEnd(column, answer, 150);
    expect(ended.runs).toEqual([
      { requestId: "req_1", firstTokenMs: 120, totalMs: 150, tokens: { input: 3, output: 2 }, costUsd: null },
    ]);
    expect(openToolCalls(ended)).toEqual([{ id: "a", type: "function", function: { name: "f", arguments: "{}" } }]);
  });

  it("keeps what came before it was stopped or cut off, beside the reason", () => {
    const part = withEvent(emptyAnswer(), { kind: "text", text: "Half" }, 10);
    expect(withEnd(column, part, 20)).toMatchObject({ error: null, messages: [{}, { content: "Half" }] });
    const cut = withEvent(part, { kind: "error", message: "cut off" }, 15);
    expect(withEnd(column, cut, 20)).toMatchObject({
      error: { message: "cut off" },
      messages: [{}, { content: "Half" }],
    });
  });

  it("never keeps an answer of nothing, which no model would take back as a turn", () => {
    const refused = withEvent(emptyAnswer(), { kind: "error", message: "Budget used up." }, 5);
    expect(withEnd(column, refused, 6)).toMatchObject({
      error: { message: "Budget used up." },
      messages: [{}],
      runs: [],
    });
  });
});
