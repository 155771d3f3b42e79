import type { JsonObject } from "@/lib/llm/json";
import { objectOf, parseJson, textOf } from "@/lib/llm/read-json";
import type { StreamBlock, StreamEvent } from "@/lib/llm/stream-event";
import type { SseEvent } from "../contract";
import { MADE_BY } from "./own-reasoning";
import { refusalText } from "./read-answer";
import { readErrorEvent } from "./read-failure";
import { usageOf } from "./read-usage";
import { readStopReason } from "./stop-reasons";

interface State {
  /** Usage so far: later events repeat some counts and leave others out. */
  usage: JsonObject;
  /** Kind of the open block; `ignored` for one the hub has no word for. */
  open: StreamBlock["type"] | "ignored" | null;
  /** Arguments a tool block began with, given when no delta follows. */
  initialArguments: string;
  sawArguments: boolean;
}

type Step = [State, StreamEvent[]];
type Reader = (state: State, event: JsonObject) => Step;

const START: State = { usage: {}, open: null, initialArguments: "{}", sawArguments: false };

const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ["message_start", readMessageStart],
  ["content_block_start", readBlockStart],
  ["content_block_delta", readDelta],
  ["content_block_stop", readBlockStop],
  ["message_delta", readMessageDelta],
  ["message_stop", (state) => [state, [{ type: "end" }]]],
  ["error", (state, event) => [state, [readErrorEvent(event)]]],
]);

/** Reads Messages events (Anthropic docs, "Streaming messages"). `ping` and events nobody documented are passed over; one that is no JSON ends it in an error. */
export async function* readStream(events: AsyncIterable<SseEvent>): AsyncGenerator<StreamEvent> {
  let state = START;
  for await (const { event, data } of events) {
    const wire = objectOf(parseJson(data));
    if (wire === undefined) {
      yield readErrorEvent({});
      return;
    }
    const read = READERS.get(textOf(wire.type) ?? event);
    if (read === undefined) continue;
    const [next, out] = read(state, wire);
    state = next;
    yield* out;
    const last = out.at(-1)?.type;
    if (last === "end" || last === "error") return;
  }
}

function readMessageStart(state: State, event: JsonObject): Step {
  const message = objectOf(event.message);
  const [next, usage] = withUsage(state, message);
  return [next, [{ type: "start", id: textOf(message?.id) ?? "", model: textOf(message?.model) ?? "" }, ...usage]];
}

function readBlockStart(state: State, event: JsonObject): Step {
  const wire = objectOf(event.content_block) ?? {};
  const block = blockOf(wire);
  if (block === null) return [{ ...state, open: "ignored" }, []];
  const out: StreamEvent[] = [{ type: "block_start", choice: 0, block }];
  if (block.type === "text" && textOf(wire.text))
    out.push({ type: "text_delta", choice: 0, text: textOf(wire.text) ?? "" });
  if (wire.type === "redacted_thinking") {
    out.push({ type: "reasoning_signature", choice: 0, signature: textOf(wire.data) ?? "" });
  }
  const initialArguments = JSON.stringify(wire.input ?? {});
  return [{ ...state, open: block.type, initialArguments, sawArguments: false }, out];
}

function blockOf(wire: JsonObject): StreamBlock | null {
  switch (wire.type) {
    case "text":
      return { type: "text" };
    case "thinking":
      return { type: "reasoning", madeBy: MADE_BY };
    case "redacted_thinking":
      return { type: "reasoning", madeBy: MADE_BY, redacted: true };
    case "tool_use":
      return { type: "tool_call", id: textOf(wire.id) ?? "", name: textOf(wire.name) ?? "" };
    default:
      return null;
  }
}

function readDelta(state: State, event: JsonObject): Step {
  if (state.open === null || state.open === "ignored") return [state, []];
  const delta = objectOf(event.delta) ?? {};
  const text =
    textOf(delta.text) ?? textOf(delta.thinking) ?? textOf(delta.signature) ?? textOf(delta.partial_json) ?? "";
  if (text === "") return [state, []];
  switch (delta.type) {
    case "text_delta":
      return [state, [{ type: "text_delta", choice: 0, text }]];
    case "thinking_delta":
      return [state, [{ type: "reasoning_delta", choice: 0, text }]];
    case "signature_delta":
      return [state, [{ type: "reasoning_signature", choice: 0, signature: text }]];
    case "input_json_delta":
      return [{ ...state, sawArguments: true }, [{ type: "tool_arguments_delta", choice: 0, json: text }]];
    default:
      return [state, []];
  }
}

function readBlockStop(state: State): Step {
  const closed: State = { ...state, open: null };
  if (state.open === null || state.open === "ignored") return [closed, []];
  const isBare = state.open === "tool_call" && !state.sawArguments;
  const json: StreamEvent[] = isBare ? [{ type: "tool_arguments_delta", choice: 0, json: state.initialArguments }] : [];
  return [closed, [...json, { type: "block_end", choice: 0 }]];
}

function readMessageDelta(state: State, event: JsonObject): Step {
  const delta = objectOf(event.delta) ?? {};
  const [next, usage] = withUsage(state, event);
  const stopSequence = textOf(delta.stop_sequence);
  if (textOf(delta.stop_reason) === undefined) return [next, usage];
  const finish: StreamEvent = {
    type: "finish",
    choice: 0,
    reason: readStopReason(delta.stop_reason),
    ...(stopSequence === undefined ? {} : { stopSequence }),
  };
  return [next, [...refusalEvents(delta), finish, ...usage]];
}

function refusalEvents(delta: JsonObject): StreamEvent[] {
  const text = refusalText(delta);
  if (text === "") return [];
  return [
    { type: "block_start", choice: 0, block: { type: "refusal" } },
    { type: "refusal_delta", choice: 0, text },
    { type: "block_end", choice: 0 },
  ];
}

/** Adds the counts of `message_start` or `message_delta` (cumulative, and often partial) and gives what is known now. */
function withUsage(state: State, source: JsonObject | undefined): Step {
  const counts = Object.entries(objectOf(source?.usage) ?? {}).filter(([, value]) => value !== null);
  if (counts.length === 0) return [state, []];
  const merged = { ...state.usage, ...Object.fromEntries(counts) };
  const usage = usageOf(merged);
  return [{ ...state, usage: merged }, usage === undefined ? [] : [{ type: "usage", usage }]];
}
