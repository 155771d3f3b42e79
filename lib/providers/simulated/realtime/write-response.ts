import type { JsonObject } from "@/lib/llm/json";
import type { Composed } from "../compose-answer";

/** Sound of one token of a spoken answer: 20 ms of silence, as PCM of 24 kHz in Base64. */
const SILENCE = Buffer.alloc(960).toString("base64");
/** What a token of spoken words costs beside the words. */
const SOUND_TOKENS_PER_PIECE = 4;

/** One answer of a session, composed and ready to be told as events. */
export interface SessionReply {
  responseId: string;
  itemId: string;
  composed: Composed;
  spoken: boolean;
  input: { tokens: number; sound: number; cached: number };
}

/** The item as it stands after `pieces`. */
export function itemOf(
  { itemId, composed, spoken }: SessionReply,
  status: string,
  pieces: readonly string[],
): JsonObject {
  const text = pieces.join("");
  const base = { id: itemId, object: "realtime.item", status };
  if (composed.tool !== null) {
    return { ...base, type: "function_call", call_id: composed.tool.id, name: composed.tool.name, arguments: text };
  }
  const part = spoken ? { type: "output_audio", transcript: text } : { type: "output_text", text };
  return { ...base, type: "message", role: "assistant", content: status === "in_progress" ? [] : [part] };
}

/** The `response` object of the first and of the last event. */
export function responseOf(reply: SessionReply, status: string, pieces: readonly string[]): JsonObject {
  const isOver = status !== "in_progress";
  const { tool, finish } = reply.composed;
  const reason = status === "cancelled" ? "client_cancelled" : "max_output_tokens";
  return {
    id: reply.responseId,
    object: "realtime.response",
    status,
    status_details: status === "cancelled" || finish === "length" ? { type: status, reason } : null,
    output: isOver ? [itemOf(reply, status === "completed" ? status : "incomplete", pieces)] : [],
    output_modalities: [reply.spoken && tool === null ? "audio" : "text"],
    usage: isOver ? usageOf(reply, pieces.length) : null,
    metadata: null,
  };
}

function usageOf({ input, spoken, composed }: SessionReply, made: number): JsonObject {
  const sound = spoken && composed.tool === null ? made * SOUND_TOKENS_PER_PIECE : 0;
  const read = input.tokens + input.sound;
  return {
    total_tokens: read + made + sound,
    input_tokens: read,
    output_tokens: made + sound,
    input_token_details: {
      text_tokens: input.tokens,
      audio_tokens: input.sound,
      image_tokens: 0,
      cached_tokens: input.cached,
      cached_tokens_details: { text_tokens: input.cached, audio_tokens: 0, image_tokens: 0 },
    },
    output_token_details: { text_tokens: made, audio_tokens: sound },
  };
}

/** What comes before the first piece. */
export function openingEvents(reply: SessionReply, previousItemId: string | null): JsonObject[] {
  const item = itemOf(reply, "in_progress", []);
  const place = placeOf(reply);
  const events = [
    { type: "response.created", response: responseOf(reply, "in_progress", []) },
    { type: "response.output_item.added", response_id: reply.responseId, output_index: 0, item },
    { type: "conversation.item.added", previous_item_id: previousItemId, item },
  ];
  if (reply.composed.tool !== null) return events;
  return [...events, { type: "response.content_part.added", ...place, part: partOf(reply, "") }];
}

/** One piece. */
export function deltaEvents(reply: SessionReply, piece: string): JsonObject[] {
  const { tool } = reply.composed;
  if (tool !== null) {
    const { response_id, item_id, output_index } = placeOf(reply);
    const type = "response.function_call_arguments.delta";
    return [{ type, response_id, item_id, output_index, call_id: tool.id, delta: piece }];
  }
  const place = placeOf(reply);
  if (!reply.spoken) return [{ type: "response.output_text.delta", ...place, delta: piece }];
  return [
    { type: "response.output_audio_transcript.delta", ...place, delta: piece },
    { type: "response.output_audio.delta", ...place, delta: SILENCE },
  ];
}

/** What comes after the last piece, `response.done` included. */
export function closingEvents(reply: SessionReply, status: string, pieces: readonly string[]): JsonObject[] {
  const item = itemOf(reply, status === "completed" ? "completed" : "incomplete", pieces);
  return [
    ...doneEvents(reply, pieces.join("")),
    { type: "response.output_item.done", response_id: reply.responseId, output_index: 0, item },
    { type: "conversation.item.done", previous_item_id: null, item },
    { type: "response.done", response: responseOf(reply, status, pieces) },
  ];
}

function doneEvents(reply: SessionReply, text: string): JsonObject[] {
  const { tool } = reply.composed;
  const place = placeOf(reply);
  if (tool !== null) {
    const { response_id, item_id, output_index } = place;
    const type = "response.function_call_arguments.done";
    return [{ type, response_id, item_id, output_index, call_id: tool.id, name: tool.name, arguments: text }];
  }
  const part = { type: "response.content_part.done", ...place, part: partOf(reply, text) };
  if (!reply.spoken) return [{ type: "response.output_text.done", ...place, text }, part];
  return [
    { type: "response.output_audio_transcript.done", ...place, transcript: text },
    { type: "response.output_audio.done", ...place },
    part,
  ];
}

function placeOf({ responseId, itemId }: SessionReply) {
  return { response_id: responseId, item_id: itemId, output_index: 0, content_index: 0 };
}

function partOf({ spoken }: SessionReply, text: string): JsonObject {
  return spoken ? { type: "audio", transcript: text } : { type: "text", text };
}
