import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { InboundResponse } from "@/lib/egress/contract";
import type { Ledger } from "@/lib/ledger/contract";
import { anthropic } from "@/lib/providers/anthropic/adapter";
import { Exchange } from "../../exchange";
import { relayStream } from "../../relay/relay-stream";
import { MessagesTap, readMessage } from "./tap";

const FIXTURES = new URL("../../../providers/anthropic/fixtures/", import.meta.url);
const STREAM = readFileSync(new URL("stream.sse", FIXTURES));

const NO_LEDGER: Ledger = {
  pending: 0,
  lost: 0,
  isFull: false,
  open: () => ({ update: () => undefined }),
  append: () => undefined,
  flush: async () => undefined,
  close: async () => undefined,
};

function newTap(): MessagesTap {
  const { chat } = anthropic;
  if (chat === undefined) throw new Error("the adapter chats");
  return new MessagesTap(chat);
}

async function* bytesOf(pieces: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* pieces;
}

/** What goes to the caller of a stream that comes in these pieces, and what the record knows of it. */
async function relay(pieces: readonly Uint8Array[]): Promise<{ bytes: Buffer; exchange: Exchange }> {
  const start = { requestId: "req_1", organizationId: null, route: "/messages", dialect: "anthropic-messages" };
  const exchange = new Exchange({ ...start, clientAddress: null, userAgent: null }, NO_LEDGER, () => undefined);
  const response: InboundResponse = { status: 200, headers: {}, body: bytesOf(pieces), release: () => undefined };
  const frames = relayStream(response, newTap(), exchange);
  const out: Buffer[] = [];
  for (let next = await frames.next(); !next.done; next = await frames.next()) out.push(Buffer.from(next.value));
  return { bytes: Buffer.concat(out), exchange };
}

const frame = (event: string, members: object) =>
  Buffer.from(`event: ${event}\ndata: ${JSON.stringify({ type: event, ...members })}\n\n`);

describe("a relayed Messages stream", () => {
  it("goes on byte for byte wherever the upstream's bytes are cut, and is read the same", async () => {
    const whole = await relay([STREAM]);
    expect(whole.bytes.toString()).toBe(STREAM.toString());
    expect(whole.exchange.usageSource).toBe("reported");
    for (let at = 1; at < STREAM.length; at++) {
      const cut = await relay([STREAM.subarray(0, at), STREAM.subarray(at)]);
      expect(cut.bytes.equals(STREAM)).toBe(true);
      expect(cut.exchange.usage).toEqual(whole.exchange.usage);
      expect(cut.exchange.finishReason).toBe(whole.exchange.finishReason);
    }
  });

  it("is the same for any partition", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: STREAM.length - 1 }), { maxLength: 12 }), async (cuts) => {
        const at = [0, ...cuts.sort((a, b) => a - b), STREAM.length];
        const pieces = at.slice(1).map((end, index) => STREAM.subarray(at[index], end));
        expect((await relay(pieces)).bytes.equals(STREAM)).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  it("adds up what message_start and message_delta tell", () => {
    const tap = newTap();
    tap.tap(
      frame("message_start", {
        message: {
          usage: { input_tokens: 3, cache_read_input_tokens: 7, cache_creation_input_tokens: 2, output_tokens: 1 },
        },
      }),
    );
    expect(tap.usage).toMatchObject({ uncachedInput: 3, cacheRead: 7, cacheWrite: 2, output: 1 });
    tap.tap(
      frame("message_delta", {
        delta: { stop_reason: "tool_use" },
        usage: { output_tokens: 20, output_tokens_details: { thinking_tokens: 5 } },
      }),
    );
    expect(tap.usage).toMatchObject({ uncachedInput: 3, cacheRead: 7, cacheWrite: 2, output: 15, reasoning: 5 });
    expect(tap.finishReason).toBe("tool_calls");
  });

  it.each([
    [
      "a delta",
      frame("content_block_delta", { index: 0, delta: { type: "text_delta", text: "error" } }),
      "event",
      true,
    ],
    [
      "a signature",
      frame("content_block_delta", { index: 0, delta: { type: "signature_delta", signature: "x" } }),
      "event",
      false,
    ],
    ["an event nobody documented", frame("brand_new", { x: 1 }), "event", false],
    ["the end", frame("message_stop", {}), "done", undefined],
    ["a ping", frame("ping", {}), "quiet", undefined],
    ["a comment", Buffer.from(": hello\n\n"), "quiet", undefined],
    ["an error", frame("error", { error: { type: "overloaded_error", message: "Overloaded" } }), "error", undefined],
    [
      "a delta that is cut short",
      Buffer.from('event: content_block_delta\ndata: {"type":"content_block_delta","ind\n\n'),
      "garbage",
      undefined,
    ],
    ["no JSON", Buffer.from("event: x\ndata: <html>\n\n"), "garbage", undefined],
  ])("knows %s", (_, bytes, kind, tokens) => {
    const tapped = newTap().tap(bytes);
    expect(tapped.kind).toBe(kind);
    if (tapped.kind === "event") expect([tapped.tokens, tapped.forward]).toEqual([tokens, bytes]);
  });

  it("ends a stream that lost only its message_stop, and no other", async () => {
    const text = STREAM.toString();
    const cut = text.slice(0, text.indexOf("event: message_stop"));
    const ended = await relay([Buffer.from(cut)]);
    expect(ended.bytes.toString()).toBe(`${cut}event: message_stop\ndata: {"type":"message_stop"}\n\n`);
    const earlier = text.slice(0, text.indexOf("event: message_delta"));
    await expect(relay([Buffer.from(earlier)])).rejects.toMatchObject({ code: "upstream_truncated" });
  });
});

it("a whole message gives its reason in the record's words", () => {
  expect(readMessage({ content: [], stop_reason: "max_tokens" })).toEqual({ finishReason: "length", made: [] });
  expect(readMessage({ content: [], stop_reason: "brand_new" })?.finishReason).toBe("brand_new");
  expect(readMessage({ choices: [] })).toBeNull();
});
