import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { carryProof } from "@/lib/llm/carried-proof";
import { collect } from "@/lib/llm/collect";
import type { StreamEvent } from "@/lib/llm/stream-event";
import { NO_USAGE } from "@/lib/llm/usage";
import type { EncodeContext } from "../../endpoint";
import { encodeStream } from "./encode-stream";

const CONTEXT: EncodeContext = { requestedModel: "asked", includeUsage: true, inputTokensEstimate: 9 };
const USAGE = { ...NO_USAGE, uncachedInput: 10, cacheRead: 4, cacheWrite: 2, output: 5, reasoning: 3 };

interface Frame {
  type: string;
  index?: number;
  [member: string]: unknown;
}

async function* from(events: readonly StreamEvent[]): AsyncGenerator<StreamEvent> {
  yield* events;
}

async function encode(events: readonly StreamEvent[], context = CONTEXT): Promise<Frame[]> {
  const text = (await collect(encodeStream(from(events), context))).join("");
  expect(text.endsWith("\n\n")).toBe(true);
  return text
    .slice(0, -2)
    .split("\n\n")
    .map((frame) => {
      const [event, data, ...rest] = frame.split("\n");
      const value: Frame = JSON.parse((data ?? "").slice("data: ".length));
      expect([event, rest]).toEqual([`event: ${value.type}`, []]);
      return value;
    });
}

const START: StreamEvent = { type: "start", id: "up_1", model: "up" };
const text = (piece: string): StreamEvent => ({ type: "text_delta", choice: 0, text: piece });
const opened = (block: Extract<StreamEvent, { type: "block_start" }>["block"]): StreamEvent => ({
  type: "block_start",
  choice: 0,
  block,
});
const CLOSED: StreamEvent = { type: "block_end", choice: 0 };
const stopped = (reason: "stop" | "tool_calls" | "content_filter" | "length"): StreamEvent => ({
  type: "finish",
  choice: 0,
  reason,
});
const END: StreamEvent = { type: "end" };

describe("a Messages stream", () => {
  it("says text in the order clients need, and the true counts at the end", async () => {
    const frames = await encode([
      START,
      opened({ type: "text" }),
      text("Grüße"),
      text("!"),
      CLOSED,
      stopped("stop"),
      { type: "usage", usage: USAGE },
      END,
    ]);
    expect(frames.map(({ type }) => type)).toEqual([
      "message_start",
      "content_block_start",
      "content_block_delta",
      "content_block_delta",
      "content_block_stop",
      "message_delta",
      "message_stop",
    ]);
    expect(frames[0]?.message).toMatchObject({
      id: "msg_up_1",
      type: "message",
      role: "assistant",
      model: "asked",
      content: [],
      stop_reason: null,
      usage: { input_tokens: 9, output_tokens: 0, cache_read_input_tokens: 0 },
    });
    expect(frames[5]).toMatchObject({
      delta: { stop_reason: "end_turn", stop_sequence: null },
      usage: {
        input_tokens: 10,
        cache_creation_input_tokens: 2,
        cache_read_input_tokens: 4,
        output_tokens: 8,
        output_tokens_details: { thinking_tokens: 3 },
      },
    });
  });

  it("gives thinking our own proof, whoever made it", async () => {
    const frames = await encode([
      START,
      opened({ type: "reasoning", madeBy: "gemini" }),
      { type: "reasoning_delta", choice: 0, text: "hm" },
      { type: "reasoning_signature", choice: 0, signature: "si" },
      { type: "reasoning_signature", choice: 0, signature: "g" },
      CLOSED,
      opened({ type: "reasoning" }),
      { type: "reasoning_delta", choice: 0, text: "unsigned" },
      CLOSED,
      stopped("stop"),
      END,
    ]);
    const signatures = frames.flatMap(({ delta }) =>
      typeof delta === "object" && delta !== null && "signature" in delta ? [delta.signature] : [],
    );
    expect(signatures).toEqual([
      carryProof({ use: "reasoning", madeBy: "gemini", proof: "sig" }),
      carryProof({ use: "reasoning", madeBy: "", proof: "" }),
    ]);
  });

  it("hides thinking and keeps its proof", async () => {
    const events: StreamEvent[] = [
      START,
      opened({ type: "reasoning", madeBy: "gemini" }),
      { type: "reasoning_delta", choice: 0, text: "secret" },
      { type: "reasoning_signature", choice: 0, signature: "sig" },
      CLOSED,
      opened({ type: "reasoning" }),
      { type: "reasoning_delta", choice: 0, text: "secret" },
      CLOSED,
      opened({ type: "text" }),
      text("hi"),
      CLOSED,
      stopped("stop"),
      END,
    ];
    const frames = await encode(events, { ...CONTEXT, hidesReasoning: true });
    expect(JSON.stringify(frames)).not.toContain("secret");
    const starts = frames.filter(({ type }) => type === "content_block_start");
    expect(starts.map(({ index, content_block: block }) => [index, block])).toEqual([
      [0, { type: "thinking", thinking: "", signature: "" }],
      [1, { type: "text", text: "", citations: null }],
    ]);
  });

  it("gives a call without arguments an empty object, ids clients take, and its proof before it", async () => {
    const frames = await encode([
      START,
      opened({ type: "tool_call", id: "a/b", name: "f", signature: "proof" }),
      CLOSED,
      stopped("stop"),
      END,
    ]);
    const blocks = frames.flatMap(({ content_block: block }) => (block === undefined ? [] : [block]));
    expect(blocks).toEqual([
      { type: "redacted_thinking", data: carryProof({ use: "call", madeBy: "", proof: "proof" }) },
      {
        type: "tool_use",
        id: expect.stringMatching(/^toolu_[0-9a-f]{24}$/),
        name: "f",
        input: {},
        caller: { type: "direct" },
      },
    ]);
    expect(frames.find(({ type }) => type === "content_block_delta")?.delta).toEqual({
      type: "input_json_delta",
      partial_json: "{}",
    });
    expect(frames.find(({ type }) => type === "message_delta")).toMatchObject({ delta: { stop_reason: "tool_use" } });
  });

  it("says a refusal in words and as the reason it stopped", async () => {
    const frames = await encode([
      START,
      opened({ type: "refusal" }),
      { type: "refusal_delta", choice: 0, text: "No." },
      CLOSED,
      stopped("content_filter"),
      END,
    ]);
    expect(frames.find(({ type }) => type === "message_delta")).toMatchObject({
      delta: { stop_reason: "refusal", stop_details: { type: "refusal", explanation: "No." } },
    });
  });

  it("counts by itself what the upstream never told", async () => {
    const frames = await encode([START, opened({ type: "text" }), text("12345678"), CLOSED, stopped("stop"), END]);
    expect(frames.find(({ type }) => type === "message_delta")).toMatchObject({
      usage: { input_tokens: 9, output_tokens: 2 },
    });
  });

  it("never says message_stop for a stream that broke off or failed", async () => {
    await expect(encode([START, opened({ type: "text" }), text("a")])).rejects.toMatchObject({
      code: "upstream_truncated",
    });
    const failure = { code: "overloaded", message: "no", retryable: true };
    await expect(encode([START, { type: "error", failure }])).rejects.toMatchObject({ code: "upstream_error" });
  });

  it("numbers blocks from 0 without a gap and never opens two, whatever comes", async () => {
    const block = fc.constantFrom<StreamEvent[]>(
      [opened({ type: "text" }), CLOSED],
      [opened({ type: "text" }), text("a"), text(""), text("b"), CLOSED],
      [opened({ type: "refusal" }), { type: "refusal_delta", choice: 0, text: "no" }, CLOSED],
      [opened({ type: "reasoning" }), { type: "reasoning_delta", choice: 0, text: "x" }, CLOSED],
      [opened({ type: "reasoning", madeBy: "m", redacted: true }), CLOSED],
      [
        opened({ type: "reasoning", madeBy: "m", redacted: true }),
        { type: "reasoning_signature", choice: 0, signature: "s" },
        CLOSED,
      ],
      [
        opened({ type: "tool_call", id: "c", name: "f", signature: "p" }),
        { type: "tool_arguments_delta", choice: 0, json: "{}" },
        CLOSED,
      ],
      [opened({ type: "tool_call", id: "", name: "f" })],
    );
    await fc.assert(
      fc.asyncProperty(fc.array(block), fc.boolean(), async (blocks, hidesReasoning) => {
        const frames = await encode([START, ...blocks.flat(), stopped("stop"), END], { ...CONTEXT, hidesReasoning });
        let open: number | null = null;
        let next = 0;
        for (const { type, index } of frames.slice(1, -2)) {
          if (type === "content_block_start") {
            expect([open, index]).toEqual([null, next]);
            open = next;
            next += 1;
          } else {
            expect(index).toBe(open);
            if (type === "content_block_stop") open = null;
          }
        }
        expect(open).toBeNull();
        expect([frames[0]?.type, frames.at(-2)?.type, frames.at(-1)?.type]).toEqual([
          "message_start",
          "message_delta",
          "message_stop",
        ]);
      }),
    );
  });
});
