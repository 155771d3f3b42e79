import { describe, expect, it } from "vitest";
import { collect } from "@/lib/llm/collect";
import type { SseEvent } from "../contract";
import { readSseEvents } from "./read-sse-events";

async function* inPieces(bytes: Uint8Array, ...cuts: number[]): AsyncGenerator<Uint8Array> {
  let from = 0;
  for (const to of [...cuts, bytes.length]) {
    yield bytes.subarray(from, to);
    from = to;
  }
}

async function read(text: string, ...cuts: number[]): Promise<SseEvent[]> {
  return collect(readSseEvents(inPieces(new TextEncoder().encode(text), ...cuts)));
}

describe("readSseEvents", () => {
  const mixed =
    '\uFEFF: hello\r\nevent: a\r\ndata: {"x":"é😀"}\r\n\r\ndata: b1\ndata: b2\n\n: ping\n\ndata: [DONE]\n\n';
  const expected = [
    { event: "a", data: '{"x":"é😀"}' },
    { event: "", data: "b1\nb2" },
    { event: "", data: "[DONE]" },
  ];

  it("gives the same events wherever the bytes are cut", async () => {
    const length = new TextEncoder().encode(mixed).length;
    for (let cut = 0; cut <= length; cut++) expect(await read(mixed, cut)).toEqual(expected);
  });

  it("gives the same events one byte at a time", async () => {
    const length = new TextEncoder().encode(mixed).length;
    expect(await read(mixed, ...Array.from({ length }, (_, index) => index))).toEqual(expected);
  });

  it("counts a last event whose blank line is missing, but not one cut in the middle of its line", async () => {
    expect(await read("data: a\n\ndata: [DONE]\n")).toEqual([
      { event: "", data: "a" },
      { event: "", data: "[DONE]" },
    ]);
    expect(await read('data: a\n\ndata: {"half')).toEqual([{ event: "", data: "a" }]);
  });

  it("refuses an event that outgrows one megabyte", async () => {
    const half = new TextEncoder().encode(`data: ${"x".repeat(700_000)}`);
    const more = new TextEncoder().encode("y".repeat(700_000));
    async function* endless(): AsyncGenerator<Uint8Array> {
      yield half;
      for (;;) yield more;
    }
    await expect(collect(readSseEvents(endless()))).rejects.toMatchObject({ code: "upstream_error" });
  });

  it("reads no further chunk before the events so far were taken", async () => {
    let pulled = 0;
    async function* counted(): AsyncGenerator<Uint8Array> {
      for (;;) {
        pulled += 1;
        yield new TextEncoder().encode("data: 1\n\ndata: 2\n\n");
      }
    }
    const events = readSseEvents(counted());
    await events.next();
    await events.next();
    expect(pulled).toBe(1);
    await events.return(undefined);
  });
});
