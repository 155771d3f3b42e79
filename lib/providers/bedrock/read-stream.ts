import type { JsonObject } from "@/lib/llm/json";
import { countOf, objectOf, parseJson, textOf } from "@/lib/llm/read-json";
import type { StreamBlock, StreamEvent } from "@/lib/llm/stream-event";
import { MADE_BY } from "../anthropic/own-reasoning";
import type { SseEvent } from "../contract";
import { readException } from "./read-failure";
import { readUsage } from "./read-usage";
import { readStopReason } from "./stop-reasons";

/** The open block. Blocks of text and thoughts begin without being announced, so a delta of another kind begins one. */
interface State {
  open: StreamBlock["type"] | null;
  index: number;
  sawArguments: boolean;
  finished: boolean;
}

type Step = [State, StreamEvent[]];
type Reader = (state: State, event: JsonObject) => Step;

const EXCEPTION = "exception:";
const START: State = { open: null, index: -1, sawArguments: false, finished: false };

const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ["messageStart", (state) => [state, [{ type: "start", id: "", model: "" }]]],
  ["contentBlockStart", readBlockStart],
  ["contentBlockDelta", readDelta],
  ["contentBlockStop", close],
  ["messageStop", readMessageStop],
  ["metadata", readMetadata],
]);

/**
 * Reads ConverseStream messages (API reference, "ConverseStreamOutput"). Usage comes after the stop, in `metadata`, which ends the
 * stream; one that stops without it is whole all the same, only not counted.
 */
export async function* readStream(events: AsyncIterable<SseEvent>): AsyncGenerator<StreamEvent> {
  let state = START;
  for await (const { event, data } of events) {
    const wire = objectOf(parseJson(data === "" ? "{}" : data));
    if (event.startsWith(EXCEPTION) || wire === undefined) {
      yield readException(event.slice(EXCEPTION.length), wire);
      return;
    }
    const read = READERS.get(event);
    if (read === undefined) continue;
    const [next, out] = read(state, wire);
    state = next;
    yield* out;
    if (out.at(-1)?.type === "end") return;
  }
  if (state.finished) yield { type: "end" };
}

function readBlockStart(state: State, event: JsonObject): Step {
  const toolUse = objectOf(objectOf(event.start)?.toolUse);
  if (toolUse === undefined) return [state, []];
  const block = { type: "tool_call", id: textOf(toolUse.toolUseId) ?? "", name: textOf(toolUse.name) ?? "" } as const;
  return begin(state, event, block);
}

function readDelta(state: State, event: JsonObject): Step {
  const delta = objectOf(event.delta) ?? {};
  const text = textOf(delta.text);
  if (text !== undefined)
    return speak(state, event, "text", text === "" ? [] : [{ type: "text_delta", choice: 0, text }]);
  const reasoning = objectOf(delta.reasoningContent);
  if (reasoning !== undefined) return readReasoning(state, event, reasoning);
  const json = textOf(objectOf(delta.toolUse)?.input) ?? "";
  if (json === "" || state.open !== "tool_call") return [state, []];
  return [{ ...state, sawArguments: true }, [{ type: "tool_arguments_delta", choice: 0, json }]];
}

function readReasoning(state: State, event: JsonObject, reasoning: JsonObject): Step {
  const redacted = textOf(reasoning.redactedContent);
  if (redacted !== undefined) {
    const [next, out] = begin(state, event, { type: "reasoning", madeBy: MADE_BY, redacted: true });
    return [next, [...out, { type: "reasoning_signature", choice: 0, signature: redacted }]];
  }
  const text = textOf(reasoning.text) ?? "";
  const signature = textOf(reasoning.signature) ?? "";
  const deltas: StreamEvent[] = [];
  if (text !== "") deltas.push({ type: "reasoning_delta", choice: 0, text });
  if (signature !== "") deltas.push({ type: "reasoning_signature", choice: 0, signature });
  return speak(state, event, "reasoning", deltas);
}

/** The deltas inside a block of their kind, which begins where none of the kind and index is open. */
function speak(state: State, event: JsonObject, type: "text" | "reasoning", deltas: StreamEvent[]): Step {
  if (deltas.length === 0) return [state, []];
  if (state.open === type && state.index === indexOf(event)) return [state, deltas];
  const [next, out] = begin(state, event, type === "text" ? { type } : { type, madeBy: MADE_BY });
  return [next, [...out, ...deltas]];
}

function begin(state: State, event: JsonObject, block: StreamBlock): Step {
  const [, closed] = close(state);
  const next: State = { ...state, open: block.type, index: indexOf(event), sawArguments: false };
  return [next, [...closed, { type: "block_start", choice: 0, block }]];
}

function indexOf(event: JsonObject): number {
  return countOf(event.contentBlockIndex) ?? 0;
}

function close(state: State): Step {
  if (state.open === null) return [state, []];
  const isBare = state.open === "tool_call" && !state.sawArguments;
  const json: StreamEvent[] = isBare ? [{ type: "tool_arguments_delta", choice: 0, json: "{}" }] : [];
  return [{ ...state, open: null }, [...json, { type: "block_end", choice: 0 }]];
}

function readMessageStop(state: State, event: JsonObject): Step {
  const [next, closed] = close(state);
  const finish: StreamEvent = { type: "finish", choice: 0, reason: readStopReason(event.stopReason) };
  return [{ ...next, finished: true }, [...closed, finish]];
}

function readMetadata(state: State, event: JsonObject): Step {
  const usage = readUsage(event);
  const counted: StreamEvent[] = usage === undefined ? [] : [{ type: "usage", usage }];
  return [state, state.finished ? [...counted, { type: "end" }] : counted];
}
