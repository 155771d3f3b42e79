import type { JsonObject } from "@/lib/llm/json";
import { arrayOf, countOf, objectOf, parseJson, textOf } from "@/lib/llm/read-json";
import type { StreamEvent } from "@/lib/llm/stream-event";
import type { SseEvent } from "../contract";
import { readFinishReason } from "./finish-reasons";
import { type ChoiceState, closeChoice, newChoice, readDelta } from "./read-delta";
import { readErrorChunk } from "./read-failure";
import { readUsage } from "./read-usage";

interface StreamState {
  id: string;
  started: boolean;
  failed: boolean;
  choices: Map<number, ChoiceState>;
}

/**
 * Reads chat.completion.chunk events. Tolerates what section 1.12 of the dialect notes lists: no `[DONE]`, missing `index`, `type` or
 * `id`, whole-argument chunks, the name on every chunk, usage on every chunk or on none, empty `choices` first.
 * Gives `end` after `[DONE]`, or at the end of bytes when every choice that began had finished.
 */
export async function* readStream(events: AsyncIterable<SseEvent>): AsyncGenerator<StreamEvent> {
  const state: StreamState = { id: "", started: false, failed: false, choices: new Map() };
  let done = false;
  for await (const { data } of events) {
    done = data.trim() === "[DONE]";
    if (done) break;
    if (data === "") continue;
    yield* readChunk(state, data);
    if (state.failed) return;
  }
  if (done) yield* finishOpenChoices(state);
  if (done || isWhole(state)) yield { type: "end" };
}

function readChunk(state: StreamState, data: string): StreamEvent[] {
  const chunk = objectOf(parseJson(data));
  if (chunk === undefined || chunk.error) {
    state.failed = true;
    const { code, message, retryable } = readErrorChunk(chunk?.error);
    return [{ type: "error", failure: { code, message, retryable } }];
  }
  const out: StreamEvent[] = [];
  if (!state.started && (textOf(chunk.id) || arrayOf(chunk.choices).length > 0)) {
    state.started = true;
    state.id = textOf(chunk.id) ?? "";
    out.push({ type: "start", id: state.id, model: textOf(chunk.model) ?? "" });
  }
  for (const choice of arrayOf(chunk.choices)) readChoice(state, objectOf(choice) ?? {}, out);
  const usage = readUsage(chunk);
  if (usage !== undefined) out.push({ type: "usage", usage });
  return out;
}

function readChoice(state: StreamState, wire: JsonObject, out: StreamEvent[]): void {
  const index = countOf(wire.index) ?? 0;
  let choice = state.choices.get(index);
  if (choice === undefined) {
    choice = newChoice(index, state.id);
    state.choices.set(index, choice);
  }
  if (choice.finished) return;
  const delta = objectOf(wire.delta) ?? objectOf(wire.message);
  if (delta !== undefined) readDelta(choice, delta, out);
  const reason = textOf(wire.finish_reason);
  if (reason !== undefined && reason !== "") closeChoice(choice, readFinishReason(reason), out);
}

/** A stream that says `[DONE]` without a finish reason is whole all the same. */
function finishOpenChoices(state: StreamState): StreamEvent[] {
  const out: StreamEvent[] = [];
  for (const choice of state.choices.values()) {
    if (!choice.finished) closeChoice(choice, "stop", out);
  }
  return out;
}

function isWhole(state: StreamState): boolean {
  return state.choices.size > 0 && [...state.choices.values()].every((choice) => choice.finished);
}
