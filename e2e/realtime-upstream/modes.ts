import type { WebSocket } from "ws";

interface Line {
  send(event: object | string): void;
  ws: WebSocket;
}

/** What the upstream does: refuse the upgrade, or answer events. */
export type RealtimeMode =
  | { refusal: number }
  | { greeting?: object; answer(event: { type: string; response?: object }, line: Line): void };

/** Sound in the shape of sound: no two pieces are the same. */
export const SOUND = Array.from({ length: 40 }, (_, n) => Buffer.alloc(2_400, (n * 37) % 256).toString("base64"));

/** A cached part of each class, so that counting one twice would show. */
export const USAGE = {
  total_tokens: 1_400,
  input_tokens: 1_000,
  output_tokens: 400,
  input_token_details: {
    text_tokens: 600,
    audio_tokens: 400,
    image_tokens: 0,
    cached_tokens: 300,
    cached_tokens_details: { text_tokens: 200, audio_tokens: 100, image_tokens: 0 },
  },
  output_token_details: { text_tokens: 100, audio_tokens: 300 },
};

let responses = 0;

function begin({ send }: Line): string {
  responses += 1;
  const id = `resp_${responses}`;
  send({
    type: "response.created",
    event_id: "event_2",
    response: { id, object: "realtime.response", status: "in_progress" },
  });
  return id;
}

function finish({ send }: Line, id: string): void {
  const response = { id, object: "realtime.response", status: "completed", output: [], usage: USAGE };
  send({ type: "response.done", event_id: "event_9", response });
}

const place = (id: string) => ({ response_id: id, item_id: "item_1", output_index: 0, content_index: 0 });

function sayText(line: Line): void {
  const id = begin(line);
  for (const delta of ["Hello", " wörld", " 🌍"])
    line.send({ type: "response.output_text.delta", ...place(id), delta });
  line.send({ type: "response.output_text.done", ...place(id), text: "Hello wörld 🌍" });
  finish(line, id);
}

function saySound(line: Line): void {
  const id = begin(line);
  for (const delta of SOUND) line.send({ type: "response.output_audio.delta", ...place(id), delta });
  finish(line, id);
}

function callTool(line: Line): void {
  const id = begin(line);
  const call = { response_id: id, item_id: "item_1", output_index: 0, call_id: "call_1" };
  for (const delta of ['{"city":', '"Łódź"}']) {
    line.send({ type: "response.function_call_arguments.delta", ...call, delta });
  }
  line.send({ type: "response.function_call_arguments.done", ...call, name: "weather", arguments: '{"city":"Łódź"}' });
  finish(line, id);
}

/** Speaks unasked once something was heard. */
function listen(event: { type: string }, line: Line): void {
  if (event.type !== "input_audio_buffer.append") return;
  line.send({ type: "input_audio_buffer.speech_started", event_id: "event_s", audio_start_ms: 0, item_id: "item_0" });
  line.send({ type: "input_audio_buffer.committed", event_id: "event_c", item_id: "item_0" });
  sayText(line);
}

const onResponse = (answer: (line: Line) => void): RealtimeMode => ({
  answer(event, line) {
    if (event.type === "response.create") answer(line);
  },
});

export const MODES: Readonly<Record<string, RealtimeMode>> = {
  text: onResponse(sayText),
  sound: onResponse(saySound),
  tool: onResponse(callTool),
  listens: { answer: listen },
  /** Begins an answer and says no more. */
  silent: onResponse((line) => {
    const id = begin(line);
    for (const delta of ["one", " two"]) line.send({ type: "response.output_text.delta", ...place(id), delta });
  }),
  dies: onResponse((line) => {
    const id = begin(line);
    line.send({ type: "response.output_text.delta", ...place(id), delta: "half" });
    setImmediate(() => line.ws.terminate());
  }),
  garbage: onResponse(({ send }) => send("this is no event")),
  leaves: onResponse(({ ws }) => ws.close(1001, "session ended")),
  unwelcome: {
    greeting: { type: "error", error: { type: "invalid_request_error", message: "No such model." } },
    answer: () => undefined,
  },
  locked: { refusal: 401 },
};
