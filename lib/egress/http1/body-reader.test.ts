import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bodyReader } from "./body-reader";
import type { Framing } from "./read-head";

/** Reads `wire` in pieces cut at `cuts`; what was content, and what was left over once the body was done. */
function readInPieces(framing: Framing, wire: Buffer, cuts: readonly number[]) {
  const reader = bodyReader(framing);
  const content: Buffer[] = [];
  const edges = [...new Set([0, ...cuts.filter((cut) => cut < wire.length), wire.length])].sort((a, b) => a - b);
  for (let n = 0; n + 1 < edges.length; n += 1) {
    // In a buffer of its own that is spoiled afterwards, as the next read would.
    const piece = Buffer.from(wire.subarray(edges[n], edges[n + 1]));
    const at = reader.read({ bytes: piece, from: 0, to: piece.length }, (bytes) => content.push(bytes));
    piece.fill(0xff);
    if (!reader.isDone) continue;
    return { content: Buffer.concat(content), isDone: true, used: (edges[n] ?? 0) + at };
  }
  return { content: Buffer.concat(content), isDone: reader.isDone, used: wire.length };
}

const chunks = fc.array(fc.uint8Array({ minLength: 1, maxLength: 60 }), { maxLength: 6 });
const cuts = fc.array(fc.nat(600), { maxLength: 20 });

function chunked(parts: readonly Uint8Array[], extension: string, trailers: string): Buffer {
  const coded = parts.map((part) =>
    Buffer.concat([Buffer.from(`${part.length.toString(16)}${extension}\r\n`), part, Buffer.from("\r\n")]),
  );
  return Buffer.concat([...coded, Buffer.from(`0\r\n${trailers}\r\n`)]);
}

describe("a body", () => {
  it("in chunks is the same however the bytes come in, and stops at its end", () => {
    fc.assert(
      fc.property(
        chunks,
        cuts,
        fc.constantFrom("", ";a=b", " ; x"),
        fc.constantFrom("", "x: 1\r\n"),
        (parts, at, extension, trailers) => {
          const wire = chunked(parts, extension, trailers);
          const read = readInPieces({ kind: "chunked" }, Buffer.concat([wire, Buffer.from("HTTP/1.1")]), at);
          expect(read.content.equals(Buffer.concat(parts))).toBe(true);
          expect([read.isDone, read.used]).toEqual([true, wire.length]);
        },
      ),
    );
  });

  it("of a known length is the same however the bytes come in, and stops at its end", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), cuts, (body, at) => {
        const wire = Buffer.concat([body, Buffer.from("HTTP/1.1")]);
        const read = readInPieces({ kind: "length", bytes: body.length }, wire, at);
        expect(read.content.equals(Buffer.from(body))).toBe(true);
        expect([read.isDone, read.used]).toEqual([true, body.length]);
      }),
    );
  });

  it("without a length is all that comes until the connection closes", () => {
    const reader = bodyReader({ kind: "until_close" });
    expect([reader.isDone, reader.mayEndHere]).toEqual([false, true]);
  });

  it("that is cut short is not done", () => {
    for (const framing of [{ kind: "length", bytes: 9 }, { kind: "chunked" }] as const) {
      const reader = bodyReader(framing);
      const bytes = Buffer.from("5\r\nhel");
      reader.read({ bytes, from: 0, to: bytes.length }, () => undefined);
      expect([reader.isDone, reader.mayEndHere]).toEqual([false, false]);
    }
  });

  it.each([
    ["no size", "\r\n"],
    ["a size that is no number", "xyz\r\n"],
    ["a negative size", "-1\r\n"],
    ["a size with a prefix", "0x5\r\nhello\r\n"],
    ["a size beyond reason", "ffffffffffff\r\n"],
    ["a bare line feed after the size", "5\nhello\r\n"],
    ["a bare line feed in an extension", "5;a\nhello\r\n"],
    ["more bytes than its size", "5\r\nhello!\r\n"],
    ["no line end after the content", "5\r\nhello5\r\n"],
    ["an extension without end", `5;${"x".repeat(20_000)}`],
    ["trailers without end", `0\r\n${"a: b\r\n".repeat(5_000)}`],
  ])("with a chunk that has %s is refused", (_, wire) => {
    expect(() => readInPieces({ kind: "chunked" }, Buffer.from(wire), [])).toThrow(
      expect.objectContaining({ failure: "bad_response" }),
    );
  });
});
