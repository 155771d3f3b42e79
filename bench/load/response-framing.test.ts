import fc from "fast-check";
import { expect, it } from "vitest";
import { ResponseFraming } from "./response-framing";

const EVENTS = ["data: one\n\n", "data: two\n\n", "data: [DONE]\n\n"];
const chunked = EVENTS.map((text) => `${text.length.toString(16)}\r\n${text}\r\n`).join("");
const STREAM = `HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n${chunked}0\r\n\r\n`;
const WHOLE = 'HTTP/1.1 429 Too Many Requests\r\nContent-Length: 7\r\n\r\n{"a":1}';
const EMPTY = "HTTP/1.1 204 No Content\r\ncontent-length: 0\r\n\r\n";

it("counts events and finds each answer's end wherever the bytes are torn", () => {
  const cuts = fc.array(fc.integer({ min: 1, max: STREAM.length * 2 }), { maxLength: 40 });
  fc.assert(
    fc.property(cuts, (positions) => {
      const bytes = Buffer.from(STREAM + STREAM);
      const edges = [0, STREAM.length, ...positions, bytes.length].sort((a, b) => a - b);
      const framing = new ResponseFraming();
      const ends = edges.slice(1).filter((edge, index) => framing.push(bytes.subarray(edges[index], edge)));
      expect(ends).toEqual([STREAM.length, bytes.length]);
      expect(framing.events).toBe(EVENTS.length);
    }),
  );
});

it("reads answers with a length, also an empty one, and their status", () => {
  const framing = new ResponseFraming();
  expect(framing.push(Buffer.from(WHOLE))).toBe(true);
  expect(framing.status).toBe(429);
  expect(framing.push(Buffer.from(EMPTY))).toBe(true);
  expect(framing.status).toBe(204);
});
