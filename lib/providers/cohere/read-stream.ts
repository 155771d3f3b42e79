import type { JsonObject } from "@/lib/llm/json";
import { objectOf, parseJson, textOf } from "@/lib/llm/read-json";
import type { StreamEvent } from "@/lib/llm/stream-event";
import type { SseEvent } from "../contract";
import { readFinishReason } from "./finish-reasons";
import { readErrorEvent } from "./read-failure";
import { readUsage } from "./read-usage";

/** Kind of the open block, and whether the open call's arguments began. `plan` is a thought that ends by itself. */
interface State {
  open: "text" | "reasoning" | "plan" | "tool_call" | null;
  sawArguments: boolean;
}

type Step = [State, StreamEvent[]];
type Reader = (state: State, delta: JsonObject, event: JsonObject) => Step;

const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ["message-start", (state, _, event) => [state, [{ type: "start", id: textOf(event.id) ?? "", model: "" }]]],
  ["content-start", readContentStart],
  ["content-delta", (state, delta) => [state, spoken(state, contentText(delta))]],
  ["content-end", close],
  ["tool-plan-delta", readPlan],
  ["tool-call-start", readCallStart],
  ["tool-call-delta", readCallDelta],
  ["tool-call-end", close],
  ["message-end", readEnd],
]);

/** Reads chat events (API reference, "Chat with Streaming"). Citations and events nobody documented are passed over. */
export async function* readStream(events: AsyncIterable<SseEvent>): AsyncGenerator<StreamEvent> {
  let state: State = { open: null, sawArguments: false };
  for await (const { event, data } of events) {
    if (data.trim() === "[DONE]") continue;
    const wire = objectOf(parseJson(data));
    const type = textOf(wire?.type) ?? event;
    if (wire === undefined || type === "error") {
      yield readErrorEvent(wire);
      return;
    }
    const read = READERS.get(type);
    if (read === undefined) continue;
    const [next, out] = read(state, objectOf(wire.delta) ?? {}, wire);
    state = next;
    yield* out;
    const last = out.at(-1)?.type;
    if (last === "end" || last === "error") return;
  }
}

function readContentStart(state: State, delta: JsonObject): Step {
  const content = objectOf(objectOf(delta.message)?.content);
  const type = content?.type === "thinking" ? "reasoning" : "text";
  const [, closed] = close(state);
  const next: State = { ...state, open: type };
  const start: StreamEvent = { type: "block_start", choice: 0, block: { type } };
  return [next, [...closed, start, ...spoken(next, contentText(delta))]];
}

function contentText(delta: JsonObject): string {
  const content = objectOf(objectOf(delta.message)?.content);
  return textOf(content?.thinking) ?? textOf(content?.text) ?? "";
}

function spoken({ open }: State, text: string): StreamEvent[] {
  if (text === "") return [];
  if (open === "text") return [{ type: "text_delta", choice: 0, text }];
  return open === "reasoning" || open === "plan" ? [{ type: "reasoning_delta", choice: 0, text }] : [];
}

function readPlan(state: State, delta: JsonObject): Step {
  const text = textOf(objectOf(delta.message)?.tool_plan) ?? "";
  if (state.open === "plan") return [state, spoken(state, text)];
  const [, closed] = close(state);
  const next: State = { ...state, open: "plan" };
  const start: StreamEvent = { type: "block_start", choice: 0, block: { type: "reasoning" } };
  return [next, [...closed, start, ...spoken(next, text)]];
}

function readCallStart(state: State, delta: JsonObject): Step {
  const call = objectOf(objectOf(delta.message)?.tool_calls);
  const callee = objectOf(call?.function);
  const [, closed] = close(state);
  const json = textOf(callee?.arguments) ?? "";
  const block = { type: "tool_call", id: textOf(call?.id) ?? "", name: textOf(callee?.name) ?? "" } as const;
  const out: StreamEvent[] = [...closed, { type: "block_start", choice: 0, block }];
  if (json !== "") out.push({ type: "tool_arguments_delta", choice: 0, json });
  return [{ open: "tool_call", sawArguments: json !== "" }, out];
}

function readCallDelta(state: State, delta: JsonObject): Step {
  const call = objectOf(objectOf(delta.message)?.tool_calls);
  const json = textOf(objectOf(call?.function)?.arguments) ?? "";
  if (json === "" || state.open !== "tool_call") return [state, []];
  return [{ ...state, sawArguments: true }, [{ type: "tool_arguments_delta", choice: 0, json }]];
}

function close(state: State): Step {
  if (state.open === null) return [state, []];
  const isBare = state.open === "tool_call" && !state.sawArguments;
  const json: StreamEvent[] = isBare ? [{ type: "tool_arguments_delta", choice: 0, json: "{}" }] : [];
  return [{ open: null, sawArguments: false }, [...json, { type: "block_end", choice: 0 }]];
}

function readEnd(state: State, delta: JsonObject, event: JsonObject): Step {
  const [next, closed] = close(state);
  if (delta.error !== undefined) return [next, [...closed, readErrorEvent({ message: delta.error })]];
  const usage = readUsage(event);
  const finish: StreamEvent = { type: "finish", choice: 0, reason: readFinishReason(delta.finish_reason) };
  return [
    next,
    [...closed, finish, ...(usage === undefined ? [] : [{ type: "usage", usage } as const]), { type: "end" }],
  ];
}
