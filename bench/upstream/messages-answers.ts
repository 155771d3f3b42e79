/** The same answers in the Messages dialect, for the translate lane: as many content events of the same words. */
import { END, EVENTS, httpChunk, type Script, SENTENCE, wholeAnswer } from "./answers";

const MESSAGE = { id: "msg_bench", type: "message", role: "assistant", model: "bench-translated", stop_sequence: null };
const INPUT = { input_tokens: 42, cache_creation_input_tokens: 0, cache_read_input_tokens: 0 };

export const WHOLE_MESSAGE = wholeAnswer(
  JSON.stringify({
    ...MESSAGE,
    content: [{ type: "text", text: SENTENCE.repeat(7) }],
    stop_reason: "end_turn",
    usage: { ...INPUT, output_tokens: EVENTS },
  }),
);

function eventFrame(type: string, rest: object): string {
  return `event: ${type}\ndata: ${JSON.stringify({ type, ...rest })}\n\n`;
}

function deltaFrame(index: number): string {
  const text = index === 0 ? "word" : ` word${index}`;
  return eventFrame("content_block_delta", { index: 0, delta: { type: "text_delta", text } });
}

const START = [
  eventFrame("message_start", {
    message: { ...MESSAGE, content: [], stop_reason: null, usage: { ...INPUT, output_tokens: 1 } },
  }),
  eventFrame("content_block_start", { index: 0, content_block: { type: "text", text: "" } }),
].join("");

const STOP = [
  eventFrame("content_block_stop", { index: 0 }),
  eventFrame("message_delta", {
    delta: { stop_reason: "end_turn", stop_sequence: null },
    usage: { output_tokens: EVENTS },
  }),
  eventFrame("message_stop", {}),
].join("");

/** The opening comes with the first content event, as the ending comes in one piece. */
export const MESSAGES: Script = {
  frames: Array.from({ length: EVENTS }, (_, index) => httpChunk((index === 0 ? START : "") + deltaFrame(index))),
  ending: Buffer.concat([httpChunk(STOP), END]),
};
