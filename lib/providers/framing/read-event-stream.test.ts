import { crc32 } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { collect } from "@/lib/llm/collect";
import type { SseEvent } from "../contract";
import { writeEvent, writeEventMessage } from "../testing/write-event-stream";
import { readEventStream } from "./read-event-stream";

const STREAM = Buffer.concat([
  writeEvent("messageStart", { role: "assistant" }),
  writeEvent("contentBlockDelta", { delta: { text: "Grüezi 👋" } }),
  writeEventMessage({ ":message-type": "exception", ":exception-type": "throttlingException" }, '{"message":"slow"}'),
  writeEventMessage({ ":message-type": "error", ":error-code": "Broken" }, ""),
]);
const EVENTS: SseEvent[] = [
  { event: "messageStart", data: '{"role":"assistant"}' },
  { event: "contentBlockDelta", data: '{"delta":{"text":"Grüezi 👋"}}' },
  { event: "exception:throttlingException", data: '{"message":"slow"}' },
  { event: "exception:Broken", data: "" },
];

function read(...pieces: Uint8Array[]): Promise<SseEvent[]> {
  async function* inTurn(): AsyncGenerator<Uint8Array> {
    yield* pieces;
  }
  return collect(readEventStream(inTurn()));
}

describe("readEventStream", () => {
  it("gives the same messages wherever the bytes are cut", async () => {
    for (let cut = 0; cut <= STREAM.length; cut++) {
      expect(await read(STREAM.subarray(0, cut), STREAM.subarray(cut)), `cut at byte ${cut}`).toEqual(EVENTS);
    }
  });

  it("gives the same messages for any partition of the bytes", async () => {
    const cuts = fc.array(fc.nat({ max: STREAM.length }), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(cuts, async (points) => {
        const edges = [0, ...points.toSorted((a, b) => a - b), STREAM.length];
        const pieces = edges.slice(1).map((to, index) => STREAM.subarray(edges[index] ?? 0, to));
        expect(await read(...pieces)).toEqual(EVENTS);
      }),
    );
  });

  it("leaves out a message that was cut short", async () => {
    expect(await read(STREAM.subarray(0, STREAM.length - 1))).toEqual(EVENTS.slice(0, -1));
  });

  it("refuses every single flipped bit", async () => {
    const one = writeEvent("messageStop", { stopReason: "end_turn" });
    for (let at = 0; at < one.length; at++) {
      const flipped = Buffer.from(one);
      flipped.writeUInt8(flipped.readUInt8(at) ^ 1, at);
      await expect(read(flipped), `byte ${at}`).rejects.toMatchObject({ code: "upstream_error" });
    }
  });

  it("refuses a message above one megabyte before it is held", async () => {
    const large = writeEvent("contentBlockDelta", { delta: { text: "x".repeat(1_100_000) } });
    await expect(read(large.subarray(0, 12))).rejects.toMatchObject({ code: "upstream_error" });
  });

  it("passes over headers of other types and refuses headers that do not fit", async () => {
    const typed = Buffer.concat([Buffer.from([1]), Buffer.from("n"), Buffer.from([4, 0, 0, 0, 7])]);
    expect(await read(withHeaderBytes(typed))).toEqual([{ event: "", data: "" }]);
    for (const bad of [Buffer.from([9, 1]), Buffer.from([1, 65, 7, 255, 255]), Buffer.from([1, 65, 42])]) {
      await expect(read(withHeaderBytes(bad))).rejects.toMatchObject({ code: "upstream_error" });
    }
  });

  it("throws nothing but its own errors for any bytes", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        await read(bytes).catch((error: unknown) => expect(error).toMatchObject({ code: "upstream_error" }));
      }),
    );
  });
});

/** A sound message around header bytes of any kind. */
function withHeaderBytes(head: Buffer): Buffer {
  const message = Buffer.alloc(16 + head.length);
  message.writeUInt32BE(message.length, 0);
  message.writeUInt32BE(head.length, 4);
  message.writeUInt32BE(crc32(message.subarray(0, 8)), 8);
  head.copy(message, 12);
  message.writeUInt32BE(crc32(message.subarray(0, message.length - 4)), message.length - 4);
  return message;
}
