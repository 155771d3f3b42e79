import { describe, expect, it } from "vitest";
import { collect } from "@/lib/llm/collect";
import type { StreamEvent } from "@/lib/llm/stream-event";
import { NO_USAGE } from "@/lib/llm/usage";
import { encodeAnswer } from "./encode-answer";
import { encodeStream } from "./encode-stream";
import { readContents } from "./read-contents";

const CONTEXT = { requestedModel: "asked", includeUsage: true, inputTokensEstimate: 0 };
const START: StreamEvent = { type: "start", id: "up1", model: "upstream" };
const FINISH: StreamEvent = { type: "finish", choice: 0, reason: "stop" };
const USAGE: StreamEvent = {
  type: "usage",
  usage: { ...NO_USAGE, uncachedInput: 3, cacheRead: 2, output: 4, reasoning: 5 },
};
const END: StreamEvent = { type: "end" };
const THOUGHT: StreamEvent[] = [
  { type: "block_start", choice: 0, block: { type: "reasoning", madeBy: "maker" } },
  { type: "reasoning_delta", choice: 0, text: "Hm " },
  { type: "reasoning_delta", choice: 0, text: "so" },
  { type: "reasoning_signature", choice: 0, signature: "sig" },
  { type: "block_end", choice: 0 },
];
const TEXT: StreamEvent[] = [
  { type: "block_start", choice: 0, block: { type: "text" } },
  { type: "text_delta", choice: 0, text: "He" },
  { type: "text_delta", choice: 0, text: 'l"lo' },
  { type: "block_end", choice: 0 },
];
const CALL: StreamEvent[] = [
  { type: "block_start", choice: 0, block: { type: "tool_call", id: "c1", name: "f" } },
  { type: "tool_arguments_delta", choice: 0, json: '{"x"' },
  { type: "tool_arguments_delta", choice: 0, json: ":1}" },
  { type: "block_end", choice: 0 },
];

async function* from(events: StreamEvent[]): AsyncGenerator<StreamEvent> {
  yield* events;
}

async function chunks(events: StreamEvent[], hidesReasoning = false) {
  const frames = await collect(encodeStream(from(events), { ...CONTEXT, hidesReasoning }));
  return frames.map((frame) => {
    expect(frame).toMatch(/^data: \{.*\}\r\n\r\n$/);
    return JSON.parse(frame.slice("data: ".length));
  });
}

const partsOf = (all: { candidates: { content: { parts: object[] } }[] }[]) =>
  all.flatMap(({ candidates }) => candidates[0]?.content.parts ?? []);

describe("encodeStream", () => {
  it("gives each word as a chunk and the finish with the usage as the last one, which still has a part", async () => {
    const all = await chunks([START, ...TEXT, FINISH, USAGE, END]);
    expect(partsOf(all)).toEqual([{ text: "He" }, { text: 'l"lo' }, { text: "" }]);
    expect(all.map(({ candidates }) => candidates[0].finishReason)).toEqual([undefined, undefined, "STOP"]);
    for (const chunk of all) expect(chunk).toMatchObject({ modelVersion: "asked", responseId: "up1" });
    expect(all.at(-1).usageMetadata).toEqual({
      promptTokenCount: 5,
      candidatesTokenCount: 4,
      totalTokenCount: 14,
      cachedContentTokenCount: 2,
      promptTokensDetails: [{ modality: "TEXT", tokenCount: 5 }],
      thoughtsTokenCount: 5,
    });
  });

  it("gives calls whole, with an object for no arguments", async () => {
    const bare = CALL.filter(({ type }) => type !== "tool_arguments_delta");
    const parts = partsOf(await chunks([START, ...CALL, ...bare, { ...FINISH, reason: "tool_calls" }, END]));
    expect(parts.slice(0, 2)).toEqual([
      { functionCall: { id: "c1", name: "f", args: { x: 1 } } },
      { functionCall: { id: "c1", name: "f", args: {} } },
    ]);
  });

  it.each([false, true])(
    "gives a thought's proof in a form that reads back the same (hidden: %s)",
    async (isHidden) => {
      const parts = partsOf(await chunks([START, ...THOUGHT, ...TEXT, FINISH, END], isHidden));
      expect(parts.filter((part) => "text" in part && "thought" in part && part.text !== "")).toHaveLength(
        isHidden ? 0 : 2,
      );
      // Clients keep each chunk as a content of its own.
      const contents = parts.map((part) => JSON.parse(JSON.stringify({ role: "model", parts: [part] })));
      expect(readContents(contents)).toEqual([
        {
          role: "assistant",
          content: [
            { type: "reasoning", text: "Hm so", signature: "sig", madeBy: "maker" },
            { type: "text", text: 'Hel"lo' },
          ],
        },
      ]);
    },
  );

  it("keeps candidates apart and gives each a finish", async () => {
    const second = TEXT.map((event) => ("choice" in event ? { ...event, choice: 1 } : event));
    const all = await chunks([START, ...TEXT, ...second, FINISH, { ...FINISH, choice: 1, reason: "length" }, END]);
    expect(all.at(-1).candidates).toMatchObject([
      { index: 0, finishReason: "STOP" },
      { index: 1, finishReason: "MAX_TOKENS" },
    ]);
  });

  it.each<[string, StreamEvent[], string]>([
    ["stops without an end", [START, ...TEXT, FINISH], "upstream_truncated"],
    [
      "carries an error",
      [START, { type: "error", failure: { code: "overloaded", message: "busy", retryable: true } }],
      "upstream_error",
    ],
  ])("throws and gives no finish when the stream %s", async (_, events, code) => {
    await expect(collect(encodeStream(from(events), CONTEXT))).rejects.toMatchObject({ code });
  });
});

describe("encodeAnswer", () => {
  it("gives thoughts only to callers who asked for them, and a blocked answer a part", () => {
    const answer = {
      id: "up1",
      model: "up",
      choices: [
        {
          content: [{ type: "reasoning", text: "hm" } as const, { type: "text", text: "a" } as const],
          finish: "stop" as const,
        },
        { content: [], finish: "content_filter" as const },
      ],
    };
    const parts = (hidesReasoning: boolean) =>
      JSON.parse(encodeAnswer(answer, { ...CONTEXT, hidesReasoning })).candidates.map(
        (candidate: { content: { parts: object[] } }) => candidate.content.parts,
      );
    expect(parts(true)).toEqual([[{ text: "a" }], [{ text: "" }]]);
    expect(parts(false)[0]).toEqual([{ text: "hm", thought: true }, { text: "a" }]);
  });
});
