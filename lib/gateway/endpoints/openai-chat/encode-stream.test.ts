import { describe, expect, it } from "vitest";
import { collect } from "@/lib/llm/collect";
import type { StreamEvent } from "@/lib/llm/stream-event";
import { NO_USAGE } from "@/lib/llm/usage";
import { encodeStream } from "./encode-stream";

const START: StreamEvent = { type: "start", id: "up1", model: "upstream" };
const FINISH: StreamEvent = { type: "finish", choice: 0, reason: "stop" };
const END: StreamEvent = { type: "end" };

async function* from(events: StreamEvent[]): AsyncGenerator<StreamEvent> {
  yield* events;
}

async function frames(events: StreamEvent[], includeUsage = false) {
  const text = (
    await collect(encodeStream(from(events), { requestedModel: "asked", includeUsage, inputTokensEstimate: 1 }))
  ).join("");
  const parts = text.split("\n\n");
  expect(parts.pop()).toBe("");
  return parts.map((part) => part.replace(/^data: /, ""));
}

async function chunks(events: StreamEvent[], includeUsage = false) {
  const all = await frames(events, includeUsage);
  expect(all.filter((data) => data === "[DONE]")).toEqual(["[DONE]"]);
  expect(all.pop()).toBe("[DONE]");
  return all.map((data) => JSON.parse(data));
}

function text(words: string[], choice = 0): StreamEvent[] {
  return [
    { type: "block_start", choice, block: { type: "text" } },
    ...words.map((word): StreamEvent => ({ type: "text_delta", choice, text: word })),
    { type: "block_end", choice },
  ];
}

function call(id: string, pieces: string[]): StreamEvent[] {
  return [
    { type: "block_start", choice: 0, block: { type: "tool_call", id, name: "f" } },
    ...pieces.map((json): StreamEvent => ({ type: "tool_arguments_delta", choice: 0, json })),
    { type: "block_end", choice: 0 },
  ];
}

describe("encodeStream", () => {
  it("gives the role first, then the words, then the finish", async () => {
    const all = await chunks([START, ...text(["He", 'l"lo\n']), FINISH, END]);
    expect(all.map(({ choices }) => [choices[0].delta, choices[0].finish_reason])).toEqual([
      [{ role: "assistant", content: "" }, null],
      [{ content: "He" }, null],
      [{ content: 'l"lo\n' }, null],
      [{}, "stop"],
    ]);
    for (const chunk of all) {
      expect(chunk).toMatchObject({ id: "chatcmpl-up1", object: "chat.completion.chunk", model: "asked" });
      expect(chunk).not.toHaveProperty("usage");
    }
  });

  it("numbers tool calls from 0 and makes a plain stop tool_calls", async () => {
    const all = await chunks([
      START,
      ...text(["Let me"]),
      ...call("a", ['{"x"', ":1}"]),
      ...call("b", []),
      FINISH,
      END,
    ]);
    const deltas = all.flatMap(({ choices }) => choices[0].delta.tool_calls ?? []);
    expect(deltas).toEqual([
      { index: 0, id: "a", type: "function", function: { name: "f", arguments: "" } },
      { index: 0, function: { arguments: '{"x"' } },
      { index: 0, function: { arguments: ":1}" } },
      { index: 1, id: "b", type: "function", function: { name: "f", arguments: "" } },
      { index: 1, function: { arguments: "{}" } },
    ]);
    expect(all.at(-1).choices[0].finish_reason).toBe("tool_calls");
  });

  it("gives usage in a last chunk of its own only when it was asked for", async () => {
    const usage: StreamEvent = {
      type: "usage",
      usage: { ...NO_USAGE, uncachedInput: 2, cacheRead: 3, output: 4, reasoning: 1 },
    };
    const asked = await chunks([START, usage, ...text(["x"]), FINISH, usage, END], true);
    expect(asked.at(-1)).toMatchObject({
      choices: [],
      usage: {
        prompt_tokens: 5,
        completion_tokens: 5,
        total_tokens: 10,
        prompt_tokens_details: { cached_tokens: 3 },
        completion_tokens_details: { reasoning_tokens: 1 },
      },
    });
    expect(asked.slice(0, -1).every((chunk) => chunk.usage === null)).toBe(true);
    expect((await chunks([START, usage, ...text(["x"]), FINISH, usage, END])).some((chunk) => "usage" in chunk)).toBe(
      false,
    );
  });

  it("gives reasoning as reasoning_content, and its proof whole so that a client can send it back", async () => {
    const all = await chunks([
      START,
      { type: "block_start", choice: 0, block: { type: "reasoning", madeBy: "maker" } },
      { type: "reasoning_delta", choice: 0, text: "hm " },
      { type: "reasoning_delta", choice: 0, text: "ok" },
      { type: "reasoning_signature", choice: 0, signature: "sig" },
      { type: "block_end", choice: 0 },
      { type: "block_start", choice: 0, block: { type: "reasoning", madeBy: "maker", redacted: true } },
      { type: "reasoning_signature", choice: 0, signature: "blob" },
      { type: "block_end", choice: 0 },
      ...text(["x"]),
      FINISH,
      END,
    ]);
    const deltas = all.map(({ choices }) => choices[0].delta);
    expect(deltas.slice(1)).toEqual([
      { reasoning_content: "hm " },
      { reasoning_content: "ok" },
      { content: "x" },
      {
        reasoning_details: [
          { type: "reasoning.text", text: "hm ok", signature: "sig", format: "maker", index: 0 },
          { type: "reasoning.encrypted", data: "blob", format: "maker", index: 1 },
        ],
      },
      {},
    ]);
  });

  it("gives every choice its own role and finish", async () => {
    const all = await chunks([START, ...text(["a"]), FINISH, ...text(["b"], 1), { ...FINISH, choice: 1 }, END]);
    const second = all.filter(({ choices }) => choices[0].index === 1);
    expect(second.map(({ choices }) => choices[0].delta)).toEqual([
      { role: "assistant", content: "" },
      { content: "b" },
      {},
    ]);
  });

  it("invents a finish for an answer that ended without one, even an empty one", async () => {
    expect((await chunks([START, ...text(["x"]), END])).at(-1).choices[0].finish_reason).toBe("stop");
    expect((await chunks([START, END])).map(({ choices }) => choices[0].finish_reason)).toEqual([null, "stop"]);
  });

  it.each<[string, StreamEvent[], string]>([
    ["stops without an end", [START, ...text(["x"]), FINISH], "upstream_truncated"],
    [
      "carries an error",
      [START, ...text(["x"]), { type: "error", failure: { code: "overloaded", message: "busy", retryable: true } }],
      "upstream_error",
    ],
    ["finishes with an error", [START, ...text(["x"]), { ...FINISH, reason: "error" }, END], "upstream_error"],
  ])("throws and never says [DONE] when the stream %s", async (_, events, code) => {
    const seen: string[] = [];
    const read = (async () => {
      for await (const frame of encodeStream(from(events), {
        requestedModel: "m",
        includeUsage: true,
        inputTokensEstimate: 1,
      }))
        seen.push(frame);
    })();
    await expect(read).rejects.toMatchObject({ code });
    expect(seen.join("")).not.toContain("[DONE]");
  });
});
