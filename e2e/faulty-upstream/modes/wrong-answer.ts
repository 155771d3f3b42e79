import { gzipSync } from "node:zlib";
import { GOOD, GOOD_PIECES, saying, USAGE } from "../scripted-answers";
import { deliver, type Mode, type ModeTable } from "./mode";

const HTML = "<!doctype html><html><body><h1>It works!</h1></body></html>";

let bomb: Buffer | undefined;

/** Modes in which status and transport are fine and the content is not. */
export const wrongAnswer: ModeTable = {
  html: (call) => call.answer(200, HTML, { "content-type": "text/html" }),
  "not-json": (call) => call.answer(200, "{not json"),
  "json-null": (call) => call.answer(200, "null"),
  /** A whole JSON answer although a stream was asked for. */
  "json-for-stream": (call) => call.answer(200, call.dialect.whole(GOOD, call.ask)),
  /** A stream although a whole answer was asked for. */
  "stream-for-json": async (call) => {
    call.openStream();
    await call.writeAll(call.dialect.frames(GOOD, call.ask));
    call.finish();
  },
  "error-with-200": (call) => call.answer(200, call.dialect.errorBody(500, "failed all the same")),
  "usage-absent": (call) => deliver(call, { ...GOOD, usage: null }),
  "usage-duplicated": (call) => deliver(call, { ...GOOD, usageRepeats: 3 }),
  "usage-negative": (call) => deliver(call, saying(GOOD_PIECES, { ...USAGE, input: -500, output: -7 })),
  "usage-nan": (call) => deliver(call, saying(GOOD_PIECES, { ...USAGE, input: "NaN", output: "many" })),
  "usage-huge": (call) => deliver(call, saying(GOOD_PIECES, { ...USAGE, input: 9e15, output: 9e15 })),
  gzip: compressed((bytes) => bytes),
  "gzip-truncated": compressed((bytes) => bytes.subarray(0, bytes.length - 12)),
  /** About 100 kB that unpack to 100 MB. */
  "gzip-bomb": async (call) => {
    bomb ??= gzipSync(Buffer.alloc(100_000_000, " "));
    call.head(200, { "content-type": "application/json", "content-encoding": "gzip" });
    if (await call.write(bomb)) call.finish();
  },
  "header-flood": (call) => {
    const flood = Object.fromEntries(Array.from({ length: 2_000 }, (_, index) => [`x-flood-${index}`, "x".repeat(64)]));
    return call.answer(200, call.dialect.whole(GOOD, call.ask), flood);
  },
  "hostile-headers": (call) =>
    call.answer(200, call.dialect.whole(GOOD, call.ask), {
      "set-cookie": "session=stolen",
      "access-control-allow-origin": "*",
      "alt-svc": 'h3=":443"',
      "strict-transport-security": "max-age=31536000",
      server: "faulty/1.0",
      "x-gatehouse-cost-usd": "999",
    }),
};

function compressed(bend: (bytes: Buffer) => Buffer): Mode {
  return async (call) => {
    const whole = JSON.stringify(call.dialect.whole(GOOD, call.ask));
    const wire = call.ask.streamed ? call.dialect.frames(GOOD, call.ask).join("") : whole;
    const type = call.ask.streamed ? "text/event-stream" : "application/json";
    call.head(200, { "content-type": type, "content-encoding": "gzip" });
    if (await call.write(bend(gzipSync(wire)))) call.finish();
  };
}
