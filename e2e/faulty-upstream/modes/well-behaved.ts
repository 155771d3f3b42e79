import { GOOD, JSON_TEXT, saying, THOUGHTFUL, usingTools } from "../scripted-answers";
import { deliver, type ModeTable } from "./mode";

/** Modes in which the upstream does its job. */
export const wellBehaved: ModeTable = {
  good: (call) => deliver(call, GOOD),
  echo: (call) => deliver(call, saying([call.ask.userText])),
  tools: (call) => deliver(call, usingTools(call.ask, call.numberArgument(0, 1))),
  /** Thinks before it answers. */
  thoughts: (call) => deliver(call, THOUGHTFUL),
  /** Says which pictures it was shown. */
  pictures: (call) => deliver(call, saying(["I see ", call.ask.pictures.join(" and "), "."])),
  json: (call) => deliver(call, saying([JSON_TEXT])),
  length: (call) => deliver(call, { ...GOOD, finish: "length" }),
  /** `paced:<events>:<ms between>`; whole answers wait events × ms first. */
  paced: async (call) => {
    const events = call.numberArgument(0, 64);
    const gapMs = call.numberArgument(1, 20);
    const answer = saying(Array.from({ length: events }, (_, index) => `word${index} `));
    if (!call.ask.streamed) {
      if (await call.pause(events * gapMs)) await deliver(call, answer);
      return;
    }
    call.openStream();
    if (await call.writeAll(call.dialect.frames(answer, call.ask), gapMs)) call.finish();
  },
};
