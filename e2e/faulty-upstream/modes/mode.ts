import type { ScriptedAnswer } from "../dialects/dialect";
import type { UpstreamCall } from "../upstream-call";

/** One way to answer, or not to. */
export type Mode = (call: UpstreamCall) => Promise<void>;
export type ModeTable = Record<string, Mode>;

/** Answers as asked: streamed or whole. */
export async function deliver(call: UpstreamCall, answer: ScriptedAnswer): Promise<void> {
  if (!call.ask.streamed) return call.answer(200, call.dialect.whole(answer, call.ask));
  call.openStream();
  await call.writeAll(call.dialect.frames(answer, call.ask));
  call.finish();
}

/** The first half of a good stream: content, but no finish reason and no terminal. */
export function firstHalf(call: UpstreamCall, answer: ScriptedAnswer): string[] {
  const frames = call.dialect.frames(answer, call.ask);
  return frames.slice(0, Math.ceil(frames.length / 2));
}
