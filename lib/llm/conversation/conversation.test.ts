import { describe, expect, it } from "vitest";
import { assembleStream } from "./assemble-stream";
import { readAnswer, storedTurns } from "./read-answer";
import { readPrompt } from "./read-prompt";
import { wordsOf } from "./turn";
import { withoutBlobs } from "./without-blobs";

const said = (text: string) => ({ kind: "text", text });
const events = (...frames: unknown[]) => frames.map((frame) => `data: ${JSON.stringify(frame)}\n\n`).join("");

describe("a prompt", () => {
  it("is read with its system text, tools and pictures, whichever dialect it is in", () => {
    const chat = readPrompt({
      messages: [
        { role: "system", content: "Be brief" },
        {
          role: "user",
          content: [
            { type: "text", text: "hi" },
            { type: "image_url", image_url: { url: "https://x/y.png" } },
          ],
        },
        { role: "assistant", content: null, tool_calls: [{ function: { name: "look", arguments: '{"a":1}' } }] },
        { role: "tool", tool_call_id: "c1", content: "42" },
      ],
    });
    expect(chat).toEqual([
      { role: "system", parts: [said("Be brief")] },
      { role: "user", parts: [said("hi"), { kind: "media", text: "https://x/y.png" }] },
      { role: "assistant", parts: [{ kind: "tool_call", name: "look", text: '{"a":1}' }] },
      { role: "tool", parts: [{ kind: "tool_result", name: "c1", text: "42" }] },
    ]);
    const messages = readPrompt({
      system: [{ type: "text", text: "Be brief" }],
      messages: [
        { role: "user", content: [{ type: "tool_result", tool_use_id: "t1", content: [{ type: "text", text: "7" }] }] },
      ],
    });
    expect(messages[1]?.parts).toEqual([{ kind: "tool_result", name: "t1", text: "7" }]);
    const contents = readPrompt({
      systemInstruction: { parts: [{ text: "Be brief" }] },
      contents: [{ role: "user", parts: [{ text: "hi" }, { inlineData: { mimeType: "image/png", data: "" } }] }],
    });
    expect(contents).toEqual([
      { role: "system", parts: [said("Be brief")] },
      { role: "user", parts: [said("hi"), { kind: "media", text: "image/png" }] },
    ]);
    const input = readPrompt({
      instructions: "Be brief",
      input: [
        { role: "user", content: "hi" },
        { type: "function_call_output", call_id: "c", output: "9" },
      ],
    });
    expect(wordsOf(input)).toBe("Be brief\nhi\n9");
    expect(wordsOf(readPrompt({ input: ["one", "two"] }))).toBe("one\ntwo");
  });

  it("of no known shape loses nothing and breaks nothing", () => {
    for (const body of [
      null,
      1,
      "text",
      [],
      {},
      { messages: 4 },
      { messages: [null, { role: 3, content: { a: [1] } }] },
    ]) {
      expect(() => readPrompt(body)).not.toThrow();
    }
    expect(
      wordsOf(readPrompt({ messages: [{ role: "user", content: [{ type: "novel", secret: "kept" }] }] })),
    ).toContain("kept");
  });
});

describe("an answer", () => {
  it("is the same whether it came whole or as a stream", () => {
    const whole = readAnswer({
      choices: [{ message: { content: "Hello", tool_calls: [{ function: { name: "f", arguments: "{}" } }] } }],
    });
    const chat = events(
      { choices: [{ index: 0, delta: { role: "assistant", content: "Hel" } }] },
      { choices: [{ index: 0, delta: { content: "lo" } }] },
      { choices: [{ index: 0, delta: { tool_calls: [{ index: 0, function: { name: "f", arguments: "{" } }] } }] },
      { choices: [{ index: 0, delta: { tool_calls: [{ index: 0, function: { arguments: "}" } }] } }] },
    );
    expect(assembleStream(`${chat}data: [DONE]\n\n`)).toEqual(whole);
    const blocks = events(
      { type: "content_block_start", index: 0, content_block: { type: "text", text: "" } },
      { type: "content_block_delta", index: 0, delta: { type: "text_delta", text: "Hello" } },
      { type: "content_block_start", index: 1, content_block: { type: "tool_use", name: "f" } },
      { type: "content_block_delta", index: 1, delta: { type: "input_json_delta", partial_json: "{}" } },
    );
    expect(assembleStream(blocks)).toEqual(whole);
    const items = events(
      { type: "response.output_text.delta", output_index: 0, content_index: 0, delta: "Hel" },
      {
        type: "response.completed",
        response: {
          output: [
            { type: "message", role: "assistant", content: [{ type: "output_text", text: "Hello" }] },
            { type: "function_call", name: "f", arguments: "{}" },
          ],
        },
      },
    );
    expect(assembleStream(items)).toEqual(whole);
    const candidates = events(
      { candidates: [{ content: { parts: [{ text: "Hel" }] } }] },
      { candidates: [{ content: { parts: [{ text: "lo" }, { functionCall: { name: "f", args: {} } }] } }] },
    );
    expect(assembleStream(candidates)).toEqual(whole);
  });

  it("of a stream that was cut says what had come, and survives being stored", () => {
    const cut = `${events({ choices: [{ index: 0, delta: { content: "so far" } }] })}data: {"choices":[{"del`;
    expect(wordsOf(assembleStream(cut))).toBe("so far");
    expect(readAnswer(JSON.parse(storedTurns(assembleStream(cut))))).toEqual(assembleStream(cut));
  });
});

it("leaves out pictures and keeps long words", () => {
  const kept = JSON.parse(JSON.stringify({ a: "A".repeat(2000), b: "word ".repeat(500), c: "x" }, withoutBlobs));
  expect(kept).toEqual({ a: "[2000 characters of base64 not kept]", b: "word ".repeat(500), c: "x" });
});
