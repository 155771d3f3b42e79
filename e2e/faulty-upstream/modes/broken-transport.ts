import { GOOD } from "../scripted-answers";
import type { UpstreamCall } from "../upstream-call";
import { deliver, firstHalf, type ModeTable } from "./mode";

/** Modes in which the connection is at fault. */
export const brokenTransport: ModeTable = {
  "reset-on-request": async (call) => call.reset(),
  silence: (call) => call.untilGone(),
  "headers-then-silence": async (call) => {
    openEither(call);
    await call.untilGone();
  },
  "headers-then-reset": async (call) => {
    openEither(call);
    await call.pause(5);
    call.reset();
  },
  "first-then-silence": async (call) => {
    openEither(call);
    await call.writeAll(partOfAnswer(call));
    await call.untilGone();
  },
  /** `slow-bytes:<ms>`: the right answer one byte at a time. */
  "slow-bytes": async (call) => {
    const bytes = Buffer.from(wholeWire(call));
    openEither(call);
    const single = Array.from(bytes, (byte) => Uint8Array.of(byte));
    if (await call.writeAll(single, call.numberArgument(0, 1))) call.finish();
  },
  "reset-mid": async (call) => {
    openEither(call);
    await call.writeAll(partOfAnswer(call));
    await call.pause(5);
    call.reset();
  },
  /** The connection ends cleanly in the middle of the answer. */
  "eof-mid": async (call) => {
    openEither(call);
    await call.writeAll(partOfAnswer(call));
    call.finish();
  },
  "empty-body": async (call) => {
    openEither(call);
    call.finish();
  },
  /** Promises more bytes than it sends. */
  "short-of-content-length": async (call) => {
    const text = JSON.stringify(call.dialect.whole(GOOD, call.ask));
    call.head(200, { "content-type": "application/json", "content-length": Buffer.byteLength(text) + 100 });
    await call.write(text);
    call.socket?.end();
  },
  /** After its answer writes a second one nobody asked for: the next user of the connection must never get it. */
  "unsolicited-response": async (call) => {
    await deliver(call, GOOD);
    const poison = '{"poison":true}';
    call.socket?.write(
      `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${poison.length}\r\n\r\n${poison}`,
    );
  },
  /** Says keep-alive, then closes the idle connection. */
  "closes-idle": async (call) => {
    const socket = call.socket;
    await deliver(call, GOOD);
    setImmediate(() => socket?.destroy());
  },
};

function openEither(call: UpstreamCall): void {
  if (call.ask.streamed) call.openStream();
  else call.head(200, { "content-type": "application/json" });
}

function wholeWire(call: UpstreamCall): string {
  if (call.ask.streamed) return call.dialect.frames(GOOD, call.ask).join("");
  return JSON.stringify(call.dialect.whole(GOOD, call.ask));
}

function partOfAnswer(call: UpstreamCall): string[] {
  if (call.ask.streamed) return firstHalf(call, GOOD);
  const whole = wholeWire(call);
  return [whole.slice(0, whole.length / 2)];
}
