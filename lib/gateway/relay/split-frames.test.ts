import fc from "fast-check";
import { expect, test } from "vitest";
import { frameData } from "./read-frame";
import { FrameSplitter } from "./split-frames";

const STREAM = Buffer.from(
  '\uFEFFdata: {"a":"é"}\n\n: ping\r\n\r\nevent: x\rdata: 1\rdata: 2\r\rdata:[DONE]\n\n',
  "utf8",
);

function splitAt(cuts: number[]): Buffer[] {
  const splitter = new FrameSplitter(1024);
  const edges = [0, ...cuts.toSorted((a, b) => a - b), STREAM.length];
  return edges.slice(1).flatMap((end, index) => splitter.push(STREAM.subarray(edges[index], end)));
}

test("whatever the chunks, the frames and their bytes are the same", () => {
  const whole = splitAt([]).map(String);
  expect(whole.join("")).toBe(STREAM.toString());
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: STREAM.length }), { maxLength: 12 }), (cuts) => {
      expect(splitAt(cuts).map(String)).toEqual(whole);
    }),
  );
});

test("reads the data of each frame, joined lines, comments and byte order mark included", () => {
  expect(splitAt([]).map(frameData)).toEqual(['{"a":"é"}', null, "1\n2", "[DONE]"]);
});

test("one event past the cap is refused instead of buffered", () => {
  const splitter = new FrameSplitter(10);
  expect(() => splitter.push(Buffer.from("data: 12345678901234567890"))).toThrow(RangeError);
});
