import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { InboundResponse } from "@/lib/egress/contract";
import type { Ledger } from "@/lib/ledger/contract";
import { gemini } from "@/lib/providers/gemini/adapter";
import { Exchange } from "../../exchange";
import { relayStream } from "../../relay/relay-stream";
import { asJsonArray } from "./json-array";
import { GeminiTap, readGenerated } from "./tap";

const STREAM = readFileSync(new URL("../../../providers/gemini/fixtures/stream.sse", import.meta.url));

const NO_LEDGER: Ledger = {
  pending: 0,
  lost: 0,
  isFull: false,
  open: () => ({ update: () => undefined }),
  append: () => undefined,
  flush: async () => undefined,
  close: async () => undefined,
};

function newTap(): GeminiTap {
  const { chat } = gemini;
  if (chat === undefined) throw new Error("the adapter chats");
  return new GeminiTap(chat);
}

async function* bytesOf(pieces: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* pieces;
}

function relayed(pieces: readonly Uint8Array[]) {
  const start = { requestId: "req_1", organizationId: null, route: "/models/*", dialect: "gemini" };
  const exchange = new Exchange({ ...start, clientAddress: null, userAgent: null }, NO_LEDGER, () => undefined);
  const response: InboundResponse = { status: 200, headers: {}, body: bytesOf(pieces), release: () => undefined };
  const iterator = relayStream(response, newTap(), exchange);
  return { exchange, frames: { [Symbol.asyncIterator]: () => iterator } };
}

/** What goes to the caller of a stream that comes in these pieces, and what the record knows of it. */
async function relay(pieces: readonly Uint8Array[]): Promise<{ text: string; exchange: Exchange }> {
  const { exchange, frames } = relayed(pieces);
  const out: Buffer[] = [];
  for await (const frame of frames) out.push(frame);
  return { text: Buffer.concat(out).toString(), exchange };
}

function cut(bytes: Buffer, cuts: readonly number[]): Buffer[] {
  const at = [0, ...[...new Set(cuts)].sort((a, b) => a - b), bytes.length];
  return at.slice(1).map((end, index) => bytes.subarray(at[index], end));
}

describe("a relayed generateContent stream", () => {
  it("goes on byte for byte wherever it is cut, and its usage and finish are known", async () => {
    for (let at = 0; at <= STREAM.length; at++) {
      const { text, exchange } = await relay(cut(STREAM, [at]));
      expect(text).toBe(STREAM.toString());
      expect(exchange.finishReason).toBe("tool_calls");
      expect(exchange.usage).toMatchObject({ uncachedInput: 14, cacheRead: 5, image: 6, output: 14, reasoning: 8 });
      expect(exchange.isAnswered).toBe(true);
    }
  });

  it("goes on byte for byte however it is cut", async () => {
    const cuts = fc.array(fc.integer({ min: 0, max: STREAM.length }), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(cuts, async (at) => {
        expect((await relay(cut(STREAM, at))).text).toBe(STREAM.toString());
      }),
    );
  });

  it("is one JSON array with the same chunks for callers who want that, however it is cut", async () => {
    const chunks = STREAM.toString()
      .split(/\r?\n\r?\n/)
      .flatMap((frame) => (frame === "" ? [] : [frame.replace(/^data: /, "")]));
    const cuts = fc.array(fc.integer({ min: 0, max: STREAM.length }), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(cuts, async (at) => {
        const { body } = asJsonArray({ status: 200, headers: {}, body: relayed(cut(STREAM, at)).frames });
        if (typeof body === "string" || Buffer.isBuffer(body)) throw new Error("a stream stays one");
        let text = "";
        for await (const piece of body) text += piece.toString();
        expect(JSON.parse(text)).toEqual(chunks.map((chunk) => JSON.parse(chunk)));
        for (const chunk of chunks) expect(text).toContain(chunk);
      }),
    );
  });

  it("is cut short when a candidate has not finished", async () => {
    const half = STREAM.subarray(0, STREAM.lastIndexOf("data:"));
    await expect(relay([half])).rejects.toMatchObject({ code: "upstream_truncated" });
  });

  it.each([
    ["data: {broken\r\n\r\n", "garbage"],
    [": ping\r\n\r\n", "quiet"],
    ['data: {"error":{"code":503,"message":"busy","status":"UNAVAILABLE"}}\r\n\r\n', "error"],
    ['{"error":{"code":500,"message":"broke","status":"INTERNAL"}}\r\n\r\n', "error"],
    ['data: {"candidates":[],"usageMetadata":{"promptTokenCount":1}}\r\n\r\n', "event"],
  ])("knows %j", (frame, kind) => {
    expect(newTap().tap(Buffer.from(frame)).kind).toBe(kind);
  });

  it("is whole when the prompt was blocked", () => {
    const tap = newTap();
    tap.tap(Buffer.from('data: {"promptFeedback":{"blockReason":"SAFETY"}}\r\n\r\n'));
    expect([tap.finishReason, tap.ending()?.length]).toEqual(["content_filter", 0]);
  });
});

describe("a relayed whole answer", () => {
  it.each([
    [{ candidates: [{ finishReason: "MAX_TOKENS" }] }, "length"],
    [{ candidates: [{ content: { parts: [{ functionCall: { name: "f" } }] }, finishReason: "STOP" }] }, "tool_calls"],
    [{ promptFeedback: { blockReason: "OTHER" } }, "content_filter"],
  ])("%j finished with %s", (body, finish) => {
    expect(readGenerated(body)?.finishReason).toBe(finish);
  });

  it("is none without candidates", () => {
    expect(readGenerated({ hello: 1 })).toBeNull();
  });
});
