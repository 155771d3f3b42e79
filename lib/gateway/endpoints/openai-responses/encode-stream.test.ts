import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AppError } from "@/lib/errors/app-error";
import { collect } from "@/lib/llm/collect";
import type { JsonObject } from "@/lib/llm/json";
import type { StreamBlock, StreamEvent } from "@/lib/llm/stream-event";
import { NO_USAGE } from "@/lib/llm/usage";
import { readCarried } from "./carried-reasoning";
import { encodeAnswer } from "./encode-answer";
import { encodeStream } from "./encode-stream";

interface Event {
  type: string;
  sequence_number: number;
  output_index?: number;
  item_id?: string;
  delta?: string;
  item?: JsonObject & { id: string; type: string };
  response?: JsonObject & { id: string; output: JsonObject[] };
}

const START: StreamEvent = { type: "start", id: "up_1", model: "upstream" };
const END: StreamEvent = { type: "end" };
const finish = (reason: "stop" | "length" | "content_filter" | "tool_calls" = "stop"): StreamEvent => ({
  type: "finish",
  choice: 0,
  reason,
});

async function* from(events: StreamEvent[]): AsyncGenerator<StreamEvent> {
  yield* events;
}

function parse(frames: string): Event[] {
  const parts = frames.split("\n\n");
  expect(parts.pop()).toBe("");
  return parts.map((part) => {
    const [, name, data = ""] = /^event: (\S+)\ndata: (.*)$/.exec(part) ?? [];
    const event = JSON.parse(data) as Event;
    expect(event.type).toBe(name);
    return event;
  });
}

async function encode(events: StreamEvent[], request: JsonObject = {}): Promise<Event[]> {
  const context = { requestedModel: "asked", includeUsage: true, inputTokensEstimate: 1, request };
  const all = parse((await collect(encodeStream(from(events), context))).join(""));
  expect(all.map(({ sequence_number }) => sequence_number)).toEqual(all.map((_, index) => index));
  return all;
}

function block(opened: StreamBlock, deltas: StreamEvent[]): StreamEvent[] {
  return [{ type: "block_start", choice: 0, block: opened }, ...deltas, { type: "block_end", choice: 0 }];
}

const text = (...words: string[]) =>
  block(
    { type: "text" },
    words.map((word) => ({ type: "text_delta", choice: 0, text: word })),
  );
const call = (id: string, name: string, ...pieces: string[]) =>
  block(
    { type: "tool_call", id, name },
    pieces.map((json) => ({ type: "tool_arguments_delta", choice: 0, json })),
  );
const thought = (words: string[], signature?: string) =>
  block({ type: "reasoning", madeBy: "anthropic" }, [
    ...words.map((word): StreamEvent => ({ type: "reasoning_delta", choice: 0, text: word })),
    ...(signature === undefined ? [] : [{ type: "reasoning_signature" as const, choice: 0, signature }]),
  ]);

describe("encodeStream", () => {
  it("writes the sequence every SDK accepts", async () => {
    const usage = { ...NO_USAGE, uncachedInput: 3, cacheRead: 2, output: 4, reasoning: 1 };
    const all = await encode([START, ...text("H", "i"), finish(), { type: "usage", usage }, END]);
    expect(all.map(({ type }) => type)).toEqual([
      "response.created",
      "response.in_progress",
      "response.output_item.added",
      "response.content_part.added",
      "response.output_text.delta",
      "response.output_text.delta",
      "response.output_text.done",
      "response.content_part.done",
      "response.output_item.done",
      "response.completed",
    ]);
    const last = all.at(-1)?.response;
    expect(last).toMatchObject({
      id: "resp_up_1",
      status: "completed",
      model: "asked",
      store: false,
      output: [{ id: "msg_up_1_0", type: "message", content: [{ type: "output_text", text: "Hi" }] }],
      usage: {
        input_tokens: 5,
        input_tokens_details: { cached_tokens: 2 },
        output_tokens: 5,
        output_tokens_details: { reasoning_tokens: 1 },
        total_tokens: 10,
      },
    });
    expect(new Set(all.flatMap(({ response }) => response?.id ?? [])).size).toBe(1);
  });

  it("says nothing before the first block, so that a failure before it is a plain error", async () => {
    const failing: StreamEvent[] = [START, { type: "error", failure: { code: "x", message: "no", retryable: true } }];
    const context = { requestedModel: "m", includeUsage: true, inputTokensEstimate: 1 };
    const frames = encodeStream(from(failing), context);
    await expect(frames.next()).rejects.toBeInstanceOf(AppError);
  });

  it("says response.failed with the next number where something went out, then throws", async () => {
    let next = 0;
    const context = {
      requestedModel: "m",
      includeUsage: true,
      inputTokensEstimate: 1,
      noteSequence: (count: number) => {
        next = count;
      },
    };
    const frames: string[] = [];
    const reading = (async () => {
      for await (const frame of encodeStream(from([START, ...text("a")]), context)) frames.push(frame);
    })();
    await expect(reading).rejects.toMatchObject({ code: "upstream_truncated" });
    const all = parse(frames.join(""));
    expect(all.at(-1)).toMatchObject({ type: "response.failed", response: { status: "failed" } });
    expect(all.at(-1)?.sequence_number).toBe(next - 1);
  });

  it("gives parallel calls an item each with their arguments in deltas, even when there are none", async () => {
    const all = await encode([
      START,
      ...text("x"),
      ...call("c1", "f", '{"a"', ":1}"),
      ...call("c2", "g"),
      finish("tool_calls"),
      END,
    ]);
    const output = all.at(-1)?.response?.output;
    expect(output).toMatchObject([
      { type: "message" },
      { type: "function_call", call_id: "c1", name: "f", arguments: '{"a":1}', status: "completed" },
      { type: "function_call", call_id: "c2", name: "g", arguments: "{}" },
    ]);
    for (const index of [1, 2]) {
      const deltas = all.filter((event) => event.type.endsWith("arguments.delta") && event.output_index === index);
      expect(deltas.map(({ delta }) => delta).join("")).toBe(output?.[index]?.arguments);
      expect(deltas.every(({ item_id }) => item_id === output?.[index]?.id)).toBe(true);
    }
  });

  it("gives the caller's own name and kind back to namespaced and grammar tools", async () => {
    const inner = { type: "function", name: "spawn" };
    const tools = [
      { type: "namespace", name: "agents", tools: [inner] },
      { type: "custom", name: "exec" },
    ];
    const events = [
      START,
      ...call("c1", "agents__spawn", "{}"),
      ...call("c2", "exec", '{"input":', '"ls \\"x\\""}'),
      END,
    ];
    const all = await encode(events, { tools });
    expect(all.at(-1)?.response?.output).toMatchObject([
      { type: "function_call", name: "spawn", namespace: "agents" },
      { type: "custom_tool_call", name: "exec", input: 'ls "x"' },
    ]);
    const deltas = all.filter(({ type }) => type === "response.custom_tool_call_input.delta");
    expect(deltas.map(({ delta }) => delta)).toEqual(['ls "x"']);
  });

  it("shows reasoning only to callers who asked, and keeps it whole for the provider either way", async () => {
    const events = [START, ...thought(["he", "llo"], "sig"), ...text("x"), finish(), END];
    for (const summary of [null, "auto"]) {
      const all = await encode(events, { reasoning: { summary } });
      const shown = all.filter(({ type }) => type === "response.reasoning_summary_text.delta");
      expect(shown.map(({ delta }) => delta)).toEqual(summary === null ? [] : ["he", "llo"]);
      const [item] = all.at(-1)?.response?.output ?? [];
      expect(item?.summary).toEqual(summary === null ? [] : [{ type: "summary_text", text: "hello" }]);
      expect(readCarried(String(item?.encrypted_content))).toEqual({
        kind: "reasoning",
        block: { type: "reasoning", text: "hello", signature: "sig", madeBy: "anthropic" },
      });
    }
  });

  it.each([
    ["length", "max_output_tokens"],
    ["content_filter", "content_filter"],
  ] as const)("ends incomplete after %s", async (reason, told) => {
    const all = await encode([START, ...text("x"), finish(reason), END]);
    expect(all.at(-1)).toMatchObject({
      type: "response.incomplete",
      response: { status: "incomplete", incomplete_details: { reason: told } },
    });
  });

  it("announces, closes and repeats every item once, whatever the model makes", async () => {
    const blocks = fc.array(
      fc.oneof(
        fc.array(fc.string(), { maxLength: 4 }).map((words) => text(...words)),
        fc.array(fc.string(), { maxLength: 4 }).map((words) => thought(words, "s")),
        fc.constant(block({ type: "refusal" }, [{ type: "refusal_delta", choice: 0, text: "no" }])),
        fc.constant(call("c1", "f", "{}")),
        fc.constant(block({ type: "tool_call", id: "c2", name: "g", signature: "p" }, [])),
      ),
      { maxLength: 8 },
    );
    await fc.assert(
      fc.asyncProperty(blocks, async (made) => {
        const all = await encode([START, ...made.flat(), finish(), END], { reasoning: { summary: "auto" } });
        const added = all.filter(({ type }) => type === "response.output_item.added");
        const done = all.filter(({ type }) => type === "response.output_item.done");
        expect(added.map(({ output_index }) => output_index)).toEqual(added.map((_, index) => index));
        expect(done.map(({ item }) => item)).toEqual(all.at(-1)?.response?.output);
        expect(done.map(({ item }) => item?.id)).toEqual(added.map(({ item }) => item?.id));
        expect(new Set(done.map(({ item }) => item?.id)).size).toBe(done.length);
      }),
    );
  });
});

describe("encodeAnswer", () => {
  it("makes the same items a stream of the same answer makes", async () => {
    const events = [
      START,
      ...thought(["hm"], "sig"),
      ...text("Hi"),
      ...call("c1", "f", "{}"),
      finish("tool_calls"),
      END,
    ];
    const streamed = (await encode(events)).at(-1)?.response;
    const whole = JSON.parse(
      encodeAnswer(
        {
          id: "up_1",
          model: "upstream",
          choices: [
            {
              content: [
                { type: "reasoning", text: "hm", signature: "sig", madeBy: "anthropic" },
                { type: "text", text: "Hi" },
                { type: "tool_call", id: "c1", name: "f", arguments: "{}" },
              ],
              finish: "tool_calls",
            },
          ],
        },
        { requestedModel: "asked", includeUsage: true, inputTokensEstimate: 1, request: {} },
      ),
    );
    expect({ ...whole, created_at: 0 }).toEqual({ ...streamed, created_at: 0 });
  });
});
