import { AppError } from "@/lib/errors/app-error";
import type { FinishReason } from "@/lib/llm/finish-reason";
import type { JsonObject } from "@/lib/llm/json";
import { arrayOf, countOf, objectOf, textOf } from "@/lib/llm/read-json";
import type { StreamEvent } from "@/lib/llm/stream-event";
import { callIdPrefix } from "./read-answer";
import { readSpoken } from "./read-message";

/** A tool call whose arguments are still arriving. Only the first one open streams; the others wait so that blocks never overlap. */
interface PendingCall {
  wireIndex: number;
  id: string;
  name: string;
  json: string;
}

type Spoken = "reasoning" | "text" | "refusal";

/** What is known of one choice between chunks. `calls[0]` is the open block while `open` is "tool_call". */
export interface ChoiceState {
  index: number;
  callIds: string;
  callsSeen: number;
  open: Spoken | "tool_call" | null;
  calls: PendingCall[];
  finished: boolean;
}

export function newChoice(index: number, streamId: string): ChoiceState {
  return { index, callIds: callIdPrefix(streamId, index), callsSeen: 0, open: null, calls: [], finished: false };
}

/** Adds the events of one delta to `out`: reasoning, text, refusal, then tool calls. */
export function readDelta(choice: ChoiceState, delta: JsonObject, out: StreamEvent[]): void {
  const spoken = readSpoken(delta);
  speak(choice, "reasoning", spoken.reasoning, out);
  speak(choice, "text", spoken.text, out);
  speak(choice, "refusal", spoken.refusal, out);
  for (const call of arrayOf(delta.tool_calls)) readCallDelta(choice, objectOf(call) ?? {}, out);
  const legacy = objectOf(delta.function_call);
  if (legacy !== undefined) readCallDelta(choice, { index: 0, function: legacy }, out);
}

/** Ends the choice: closes what is open, gives the tool calls that waited, then the finish. */
export function closeChoice(choice: ChoiceState, reason: FinishReason, out: StreamEvent[]): void {
  closeBlock(choice, out);
  choice.finished = true;
  out.push({ type: "finish", choice: choice.index, reason });
}

function speak(choice: ChoiceState, kind: Spoken, text: string, out: StreamEvent[]): void {
  if (text === "") return;
  if (choice.open !== kind) {
    closeBlock(choice, out);
    choice.open = kind;
    out.push({ type: "block_start", choice: choice.index, block: { type: kind } });
  }
  out.push({ type: `${kind}_delta`, choice: choice.index, text });
}

function readCallDelta(choice: ChoiceState, wire: JsonObject, out: StreamEvent[]): void {
  const callee = objectOf(wire.function);
  const call = findCall(choice, wire) ?? addCall(choice, wire, textOf(callee?.name), out);
  const fragment = callee?.arguments;
  const json = typeof fragment === "object" && fragment !== null ? JSON.stringify(fragment) : (textOf(fragment) ?? "");
  call.json += json;
  if (json !== "" && call === choice.calls[0]) {
    out.push({ type: "tool_arguments_delta", choice: choice.index, json });
  }
}

/** The call a delta continues: by index, else by id, else (neither given) the last one, unless it names a new function. */
function findCall(choice: ChoiceState, wire: JsonObject): PendingCall | undefined {
  const index = countOf(wire.index);
  if (index !== undefined) return choice.calls.find((call) => call.wireIndex === index);
  const id = textOf(wire.id);
  if (id !== undefined && id !== "") return choice.calls.find((call) => call.id === id);
  return textOf(objectOf(wire.function)?.name) ? undefined : choice.calls.at(-1);
}

function addCall(choice: ChoiceState, wire: JsonObject, name: string | undefined, out: StreamEvent[]): PendingCall {
  if (!name) {
    throw new AppError("upstream_error", "The upstream sent a tool call without a name. Try again.");
  }
  const call: PendingCall = {
    wireIndex: countOf(wire.index) ?? choice.callsSeen,
    id: textOf(wire.id) || `${choice.callIds}_${choice.callsSeen}`,
    name,
    json: "",
  };
  choice.callsSeen += 1;
  if (choice.open !== "tool_call") {
    closeBlock(choice, out);
    choice.open = "tool_call";
    out.push(startOf(choice, call));
  }
  choice.calls.push(call);
  return call;
}

/** Closes the open block; for tool calls also gives every call that waited behind the open one, whole. */
function closeBlock(choice: ChoiceState, out: StreamEvent[]): void {
  if (choice.open === null) return;
  const [open, ...waiting] = choice.calls;
  if (open !== undefined && open.json === "") out.push(argumentsOf(choice, "{}"));
  out.push({ type: "block_end", choice: choice.index });
  for (const call of waiting) {
    out.push(startOf(choice, call), argumentsOf(choice, call.json === "" ? "{}" : call.json));
    out.push({ type: "block_end", choice: choice.index });
  }
  choice.calls = [];
  choice.open = null;
}

function startOf(choice: ChoiceState, call: PendingCall): StreamEvent {
  return { type: "block_start", choice: choice.index, block: { type: "tool_call", id: call.id, name: call.name } };
}

function argumentsOf(choice: ChoiceState, json: string): StreamEvent {
  return { type: "tool_arguments_delta", choice: choice.index, json };
}
