import fc from "fast-check";
import { expect, test } from "vitest";
import { readResponsesUsage } from "@/lib/providers/openai-compatible/responses";
import { ResponsesTap, readResponse } from "./responses-tap";
import { FrameSplitter } from "./split-frames";
import type { Tapped } from "./tap";

const event = (type: string, body: object, sequence_number = 0) =>
  `event: ${type}\ndata: ${JSON.stringify({ type, sequence_number, ...body })}\n\n`;

const RESPONSE = { id: "resp_1", object: "response", status: "in_progress", output: [], usage: null };
const ITEM = { id: "msg_1", type: "message", status: "in_progress", role: "assistant", content: [] };
const USAGE = {
  input_tokens: 20,
  input_tokens_details: { cached_tokens: 4, cache_write_tokens: 1 },
  output_tokens: 12,
  output_tokens_details: { reasoning_tokens: 2 },
  total_tokens: 32,
};
const STREAM = [
  event("response.created", { response: RESPONSE }, 0),
  event("response.in_progress", { response: RESPONSE }, 1),
  event("response.output_item.added", { output_index: 0, item: ITEM }, 2),
  event("response.output_text.delta", { item_id: "msg_1", output_index: 0, content_index: 0, delta: "Grüße 🛰️" }, 3),
  event("response.output_text.done", { item_id: "msg_1", text: 'says "type":"response.x.delta"' }, 4),
  ": comment\n\n",
  event("response.completed", { response: { ...RESPONSE, status: "completed", output: [ITEM], usage: USAGE } }, 5),
].join("");

function read(pieces: Buffer[]) {
  const noted: string[] = [];
  const tap = new ResponsesTap({ readUsage: readResponsesUsage }, (ids) => noted.push(...ids));
  const splitter = new FrameSplitter(1e6);
  const tapped: Tapped[] = pieces.flatMap((piece) => splitter.push(piece).map((frame) => tap.tap(frame)));
  const forwarded = tapped.map((one) => ("forward" in one && one.forward ? one.forward.toString() : "")).join("");
  const { usage, finishReason, sequence, textFrames, textBytes } = tap;
  return {
    kinds: tapped.map(({ kind }) => kind),
    forwarded,
    noted,
    usage,
    finishReason,
    sequence,
    textFrames,
    textBytes,
  };
}

const WHOLE = read([Buffer.from(STREAM)]);

test("a stream passes byte for byte; its opening is quiet, ids and usage are noted, its last event ends it", () => {
  expect(WHOLE.forwarded).toBe(STREAM);
  expect(WHOLE.kinds).toEqual(["quiet", "quiet", "event", "event", "event", "quiet", "done"]);
  expect(WHOLE.noted).toEqual(["resp_1", "msg_1"]);
  expect(WHOLE.usage).toMatchObject({ uncachedInput: 15, cacheRead: 4, cacheWrite: 1, output: 10, reasoning: 2 });
  expect(WHOLE).toMatchObject({ finishReason: "stop", sequence: 6, textFrames: 1 });
});

test("cut at every byte, everything noted is the same", () => {
  const bytes = Buffer.from(STREAM);
  for (let at = 1; at < bytes.length; at++) expect(read([bytes.subarray(0, at), bytes.subarray(at)])).toEqual(WHOLE);
});

test("for any partition of the bytes everything noted is the same", () => {
  const bytes = Buffer.from(STREAM);
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(bytes.length), { maxLength: 40 }), (cuts) => {
      const ends = [...cuts.sort((a, b) => a - b), bytes.length];
      const pieces = ends.map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end));
      expect(read(pieces)).toEqual(WHOLE);
    }),
  );
});

test("a failure is an error with the provider's own frame, an error event one without", () => {
  const tap = new ResponsesTap({ readUsage: readResponsesUsage }, () => undefined);
  const failed = event("response.failed", {
    response: { ...RESPONSE, error: { code: "server_error", message: "no" } },
  });
  expect(tap.tap(Buffer.from(failed))).toMatchObject({ kind: "error", code: "server_error", message: "no" });
  const flat = tap.tap(Buffer.from(event("error", { code: "rate_limit_exceeded", message: "slow", param: null })));
  expect(flat).toEqual({ kind: "error", code: "rate_limit_exceeded", message: "slow" });
  const nested = tap.tap(Buffer.from(event("error", { error: { type: "overloaded", message: "busy" } })));
  expect(nested).toEqual({ kind: "error", code: "overloaded", message: "busy" });
  expect(tap.tap(Buffer.from("data: {nonsense\n\n")).kind).toBe("garbage");
});

test.each([
  [{ status: "completed", output: [{ type: "function_call", id: "fc_1" }] }, "tool_calls"],
  [{ status: "incomplete", incomplete_details: { reason: "max_output_tokens" }, output: [] }, "length"],
  [{ status: "incomplete", incomplete_details: { reason: "content_filter" }, output: [] }, "content_filter"],
  [{ status: "completed", output: [{ type: "message", id: "m" }] }, "stop"],
])("%o finished with %s", (body, reason) => {
  expect(readResponse({ object: "response", id: "resp_1", ...body })?.finishReason).toBe(reason);
});

test("what is no response is none", () => {
  expect(readResponse({ object: "chat.completion", choices: [] })).toBeNull();
});

test("the container that code ran in is noted with the item, streamed and whole", () => {
  const item = { id: "ci_1", type: "code_interpreter_call", container_id: "cntr_1", status: "in_progress" };
  const added = event("response.output_item.added", { output_index: 0, item });
  expect(read([Buffer.from(added)]).noted).toEqual(["ci_1", "cntr_1"]);
  const whole = { ...RESPONSE, status: "completed", output: [item] };
  expect(readResponse(whole)?.objectIds).toEqual(["resp_1", "ci_1", "cntr_1"]);
});
