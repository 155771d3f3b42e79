import type { Json, JsonObject } from "@/lib/llm/json";
import type { Behaviour } from "./behaviour";
import type { Composed } from "./compose-answer";
import { wait } from "./wait";

/** A composed reply ready to be sent, whole or as a stream. */
export interface Reply {
  id: string;
  created: number;
  model: string;
  choices: Composed[];
  promptTokens: number;
  includeUsage: boolean;
  /** Stop in the middle: without a word, or with an error event. Null: send it all. */
  breakOff: "truncate" | "error_event" | null;
}

/** With no pause between chunks, other work still gets a turn this often. */
const CHUNKS_PER_TURN = 64;

/** The `chat.completion` body as JSON text. */
export function writeWhole(reply: Reply): string {
  return JSON.stringify({
    ...envelope(reply, "chat.completion"),
    choices: reply.choices.map(({ tool, pieces, finish }, index) => {
      const text = pieces.join("");
      const message: JsonObject =
        tool === null
          ? { role: "assistant", content: text, refusal: null }
          : { role: "assistant", content: null, refusal: null, tool_calls: [toolCall(tool, text)] };
      return { index, message, logprobs: null, finish_reason: finish };
    }),
    usage: usageOf(reply),
  });
}

/** The same answer as server-sent events, one token each. Ends early when the signal is aborted or the reply is to break off. */
export async function* writeStream(
  reply: Reply,
  { chunkMs }: Behaviour,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const prefix = JSON.stringify(envelope(reply, "chat.completion.chunk")).slice(0, -1);
  const suffix = reply.includeUsage ? ',"usage":null}\n\n' : "}\n\n";
  const frame = (index: number, delta: string, finish: string) =>
    Buffer.from(
      `data: ${prefix},"choices":[{"index":${index},"delta":${delta},"logprobs":null,"finish_reason":${finish}}]${suffix}`,
    );
  const total = reply.choices.reduce((sum, { pieces }) => sum + pieces.length, 0);
  const last = reply.breakOff === null ? Number.POSITIVE_INFINITY : Math.ceil(total / 2);
  let sent = 0;
  for (const [index, { tool, pieces, finish }] of reply.choices.entries()) {
    yield frame(index, openingDelta(tool), "null");
    for (const piece of pieces) {
      if (sent >= last) return yield* breakOff(reply);
      if (chunkMs > 0 || sent % CHUNKS_PER_TURN === 0) await pause(chunkMs, signal);
      sent += 1;
      yield frame(index, pieceDelta(tool, piece), "null");
    }
    if (sent >= last) return yield* breakOff(reply);
    yield frame(index, "{}", `"${finish}"`);
  }
  if (reply.includeUsage)
    yield Buffer.from(`data: ${prefix},"choices":[],"usage":${JSON.stringify(usageOf(reply))}}\n\n`);
  yield Buffer.from("data: [DONE]\n\n");
}

function* breakOff(reply: Reply): Generator<Uint8Array> {
  if (reply.breakOff !== "error_event") return;
  const error = {
    message: "Simulated failure in the middle of a stream.",
    type: "server_error",
    param: null,
    code: null,
  };
  yield Buffer.from(`data: ${JSON.stringify({ error })}\n\n`);
}

async function pause(chunkMs: number, signal: AbortSignal): Promise<void> {
  if (chunkMs > 0) return wait(chunkMs, signal);
  signal.throwIfAborted();
  await new Promise<void>((resolve) => setImmediate(resolve));
  signal.throwIfAborted();
}

function envelope({ id, created, model }: Reply, object: string): JsonObject {
  return { id, object, created, model, system_fingerprint: "simulated" };
}

function openingDelta(tool: Composed["tool"]): string {
  if (tool === null) return '{"role":"assistant","content":""}';
  return JSON.stringify({ role: "assistant", content: null, tool_calls: [{ index: 0, ...toolCall(tool, "") }] });
}

function pieceDelta(tool: Composed["tool"], piece: string): string {
  const text = JSON.stringify(piece);
  return tool === null ? `{"content":${text}}` : `{"tool_calls":[{"index":0,"function":{"arguments":${text}}}]}`;
}

function toolCall(tool: { id: string; name: string }, json: string): { [key: string]: Json } {
  return { id: tool.id, type: "function", function: { name: tool.name, arguments: json } };
}

function usageOf({ choices, promptTokens }: Reply): JsonObject {
  const made = choices.reduce((sum, { pieces }) => sum + pieces.length, 0);
  return {
    prompt_tokens: promptTokens,
    completion_tokens: made,
    total_tokens: promptTokens + made,
    prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0 },
    completion_tokens_details: { reasoning_tokens: 0, audio_tokens: 0 },
  };
}
