/** What the mock provider says: about 1 kB at once, or 64 events. Frames are made once. */
export const EVENTS = 64;
const MODEL = "bench-model";

export const SENTENCE = "A gateway is a door with a memory: it lets the right ones through and remembers who came. ";

const USAGE = {
  prompt_tokens: 42,
  completion_tokens: EVENTS,
  total_tokens: 42 + EVENTS,
  prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0 },
  completion_tokens_details: { reasoning_tokens: 0, audio_tokens: 0 },
};

function wholeBody(): string {
  const message = { role: "assistant", content: SENTENCE.repeat(7), refusal: null };
  return JSON.stringify({
    id: "chatcmpl-bench",
    object: "chat.completion",
    created: 1_760_000_000,
    model: MODEL,
    choices: [{ index: 0, message, logprobs: null, finish_reason: "stop" }],
    usage: USAGE,
  });
}

/** A body behind its head. */
export function wholeAnswer(body: string): Buffer {
  return Buffer.from(
    `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nx-request-id: up_bench\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}

export const WHOLE_ANSWER = wholeAnswer(wholeBody());

export const STREAM_HEAD = Buffer.from(
  "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream; charset=utf-8\r\nx-request-id: up_bench\r\ntransfer-encoding: chunked\r\n\r\n",
);

export function httpChunk(text: string): Buffer {
  return Buffer.from(`${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`);
}

function eventFrame(choices: unknown[], extra: object = {}): string {
  const chunk = { id: "chatcmpl-bench", object: "chat.completion.chunk", created: 1_760_000_000, model: MODEL };
  return `data: ${JSON.stringify({ ...chunk, choices, ...extra })}\n\n`;
}

function contentFrame(index: number): Buffer {
  const delta = index === 0 ? { role: "assistant", content: "word" } : { content: ` word${index}` };
  const finish = index === EVENTS - 1 ? "stop" : null;
  return httpChunk(eventFrame([{ index: 0, delta, logprobs: null, finish_reason: finish }]));
}

const CONTENT_FRAMES: Buffer[] = Array.from({ length: EVENTS }, (_, index) => contentFrame(index));

/** What a stream consists of once its head is sent. */
export interface Script {
  frames: Buffer[];
  ending: Buffer;
}

const DONE = httpChunk("data: [DONE]\n\n");
export const END = Buffer.from("0\r\n\r\n");

/** With the usage chunk only for callers who asked for it. */
export const CHAT: Script = { frames: CONTENT_FRAMES, ending: Buffer.concat([DONE, END]) };
export const CHAT_WITH_USAGE: Script = {
  frames: CONTENT_FRAMES,
  ending: Buffer.concat([httpChunk(eventFrame([], { usage: USAGE })), DONE, END]),
};
