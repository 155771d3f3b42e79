import type { ScriptedAnswer } from "../dialects/dialect";
import { GOOD, saying } from "../scripted-answers";
import type { UpstreamCall } from "../upstream-call";
import { firstHalf, type Mode, type ModeTable } from "./mode";

/** Frames of one write. */
const BUNCH = 500;
const LINE_BREAK = /\r?\n/g;

const FRAMES_BEFORE_TEXT = { "openai-chat": 1, "openai-responses": 4, "anthropic-messages": 2, gemini: 0 } as const;

/** Modes in which the bytes of the stream are odd (readable all the same) or wrong. */
export const brokenStream: ModeTable = {
  crlf: streaming((wire) => wire.replace(LINE_BREAK, "\r\n")),
  cr: streaming((wire) => wire.replace(LINE_BREAK, "\r")),
  bom: streaming((wire) => `\uFEFF${wire}`),
  comments: streaming((wire) => `: waiting\n\n${wire.replace(/data: /, ": still waiting\n\ndata: ")}`),
  "no-space": streaming((wire) => wire.replaceAll("data: ", "data:")),
  /** Every write is three bytes, so characters, lines and events are torn. */
  "utf8-split": async (call) => {
    const whole = JSON.stringify(call.dialect.whole(GOOD, call.ask));
    const bytes = Buffer.from(call.ask.streamed ? wireOf(call, GOOD) : whole);
    if (call.ask.streamed) call.openStream();
    else call.head(200, { "content-type": "application/json" });
    for (let at = 0; at < bytes.length; at += 3) {
      if (!(await call.write(bytes.subarray(at, at + 3)))) return;
      await new Promise(setImmediate);
    }
    call.finish();
  },
  /** A raw NUL inside a string, after an event that is in order. */
  "nul-byte": async (call) => {
    if (!call.ask.streamed) return call.answer(200, call.dialect.whole(GOOD, call.ask));
    const frames = call.dialect.frames(GOOD, call.ask).map((frame) => frame.replace("from the", "from\u0000the"));
    call.openStream();
    if (await call.writeAll(frames, 5)) call.finish();
  },
  /** `huge-event:<bytes>`: one event of that size (5 MB). */
  "huge-event": async (call) => {
    const answer = saying(["x".repeat(call.numberArgument(0, 5_000_000))]);
    await streaming((wire) => wire, answer)(call);
  },
  /** `tiny-events:<count>` as fast as the caller takes them. */
  "tiny-events": async (call) => {
    const count = call.numberArgument(0, 20_000);
    await streaming((wire) => wire, saying(new Array<string>(count).fill("x")))(call);
  },
  /** `many-events:<count>`: the same, written in bunches, so that a million of them needs no more memory here than there. */
  "many-events": async (call) => {
    const frames = call.dialect.frames(saying(["x"]), call.ask);
    const before = FRAMES_BEFORE_TEXT[call.dialect.id];
    const one = frames[before] ?? "";
    const count = call.numberArgument(0, 20_000);
    const bunch = Buffer.from(one.repeat(BUNCH));
    call.openStream();
    if (!(await call.writeAll(frames.slice(0, before)))) return;
    for (let left = count; left > 0; left -= BUNCH) {
      if (!(await call.write(left >= BUNCH ? bunch : one.repeat(left)))) return;
    }
    if (await call.writeAll(frames.slice(before + 1))) call.finish();
  },
  endless: async (call) => {
    const frames = call.dialect.frames(GOOD, call.ask);
    const before = FRAMES_BEFORE_TEXT[call.dialect.id];
    call.openStream();
    await call.writeAll(frames.slice(0, before));
    while (await call.write(frames[before] ?? "")) await call.pause(2);
  },
  "malformed-first": async (call) => {
    call.openStream();
    const frames = call.dialect.frames(GOOD, call.ask);
    await call.writeAll([broken(frames[0]), ...frames.slice(1)]);
    call.finish();
  },
  "malformed-mid": async (call) => {
    call.openStream();
    const frames = call.dialect.frames(GOOD, call.ask);
    await call.writeAll([...firstHalf(call, GOOD), broken(frames[1])]);
    call.finish();
  },
  "missing-blank-line": streaming((wire) => wire.replace(/(\r?\n)\r?\n/, "$1")),
  "no-terminal": async (call) => {
    if (!call.ask.streamed) return call.answer(200, call.dialect.whole(GOOD, call.ask));
    call.openStream();
    const frames = call.dialect.frames(GOOD, call.ask);
    await call.writeAll(call.dialect.id === "gemini" ? frames : frames.slice(0, -1));
    call.finish();
  },
  "double-terminal": streaming((wire) => wire + terminalOf(wire)),
  "data-after-terminal": streaming((wire) => `${wire}data: {"late":true}\n\n`),
  "error-first": async (call) => {
    call.openStream();
    await call.write(call.dialect.errorFrame("Overloaded"));
    call.finish();
  },
  "error-mid": async (call) => {
    call.openStream();
    await call.writeAll([...firstHalf(call, GOOD), call.dialect.errorFrame("Overloaded")]);
    call.finish();
  },
  "unknown-event": async (call) => {
    if (!call.ask.streamed) return call.answer(200, call.dialect.whole(GOOD, call.ask));
    const frames = call.dialect.frames(GOOD, call.ask);
    call.openStream();
    await call.writeAll([...frames.slice(0, 2), 'event: novelty\ndata: {"type":"novelty"}\n\n', ...frames.slice(2)]);
    call.finish();
  },
};

function wireOf(call: UpstreamCall, answer: ScriptedAnswer): string {
  return call.dialect.frames(answer, call.ask).join("");
}

/** A frame whose JSON ends too early. */
function broken(frame = ""): string {
  return `${frame.trimEnd().slice(0, -12)}\n\n`;
}

function terminalOf(wire: string): string {
  return wire.includes("[DONE]") ? "data: [DONE]\n\n" : "";
}

/** A stream whose bytes are bent by `bend`; a whole answer is left straight. */
function streaming(bend: (wire: string) => string, answer: ScriptedAnswer = GOOD): Mode {
  return async (call) => {
    if (!call.ask.streamed) return call.answer(200, call.dialect.whole(answer, call.ask));
    call.openStream();
    if (await call.write(bend(wireOf(call, answer)))) call.finish();
  };
}
