import type { ScriptedAnswer } from "../dialects/dialect";
import { GOOD, saying } from "../scripted-answers";
import type { UpstreamCall } from "../upstream-call";
import { firstHalf, type Mode, type ModeTable } from "./mode";

const LINE_BREAK = /\r?\n/g;

/** Modes in which the bytes of the stream are odd (readable all the same) or wrong. */
export const brokenStream: ModeTable = {
  crlf: streaming((wire) => wire.replace(LINE_BREAK, "\r\n")),
  cr: streaming((wire) => wire.replace(LINE_BREAK, "\r")),
  bom: streaming((wire) => `\uFEFF${wire}`),
  comments: streaming((wire) => `: waiting\n\n${wire.replace(/data: /, ": still waiting\n\ndata: ")}`),
  "no-space": streaming((wire) => wire.replaceAll("data: ", "data:")),
  /** Every write is three bytes, so characters, lines and events are torn. */
  "utf8-split": async (call) => {
    const bytes = Buffer.from(wireOf(call, GOOD));
    call.openStream();
    for (let at = 0; at < bytes.length; at += 3) {
      if (!(await call.write(bytes.subarray(at, at + 3)))) return;
      await new Promise(setImmediate);
    }
    call.finish();
  },
  "nul-byte": streaming((wire) => wire.replace("from the", "from\u0000the")),
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
  endless: async (call) => {
    const [opening = "", content = ""] = call.dialect.frames(saying(["on and on "]), call.ask).slice(0, 2);
    const more = call.dialect.id === "anthropic-messages" ? call.dialect.frames(GOOD, call.ask)[2] : content;
    call.openStream();
    await call.write(opening + content);
    while (await call.write(more ?? content)) await call.pause(2);
  },
  "malformed-first": async (call) => {
    call.openStream();
    await call.writeAll(['data: {"id": "chatcmpl-1", "choices": [{{{\n\n', ...call.dialect.frames(GOOD, call.ask)]);
    call.finish();
  },
  "malformed-mid": async (call) => {
    call.openStream();
    await call.writeAll([...firstHalf(call, GOOD), 'data: {"choices": [{"delta": {"content": "broken\n\n']);
    call.finish();
  },
  "missing-blank-line": streaming((wire) => wire.replace(/(\r?\n)\r?\n/, "$1")),
  "no-terminal": async (call) => {
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
    const frames = call.dialect.frames(GOOD, call.ask);
    call.openStream();
    await call.writeAll([...frames.slice(0, 2), 'event: novelty\ndata: {"type":"novelty"}\n\n', ...frames.slice(2)]);
    call.finish();
  },
};

function wireOf(call: UpstreamCall, answer: ScriptedAnswer): string {
  return call.dialect.frames(answer, call.ask).join("");
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
