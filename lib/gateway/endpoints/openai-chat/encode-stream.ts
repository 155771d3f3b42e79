import { AppError } from "@/lib/errors/app-error";
import type { FinishReason } from "@/lib/llm/finish-reason";
import type { JsonObject } from "@/lib/llm/json";
import type { StreamBlock, StreamEvent } from "@/lib/llm/stream-event";
import type { ReportedUsage } from "@/lib/llm/usage";
import type { EncodeContext } from "../../endpoint";
import { completionId } from "./encode-answer";
import { brokenAnswer, encodeFinish } from "./encode-finish";
import { encodeReasoningDetail } from "./encode-reasoning";
import { encodeToolCall } from "./encode-tool-call";
import { encodeUsage } from "./encode-usage";

/** What one choice has shown so far. */
interface Choice {
  /** Its role went out. */
  started: boolean;
  toolCalls: number;
  finished: boolean;
  open: StreamBlock | null;
  /** The open tool call has had no arguments yet. */
  lacksArguments: boolean;
  /** Text of the open reasoning block, kept only where a signature may follow: the proof is worth nothing without it. */
  reasoning: string[];
  signature: string;
  /** Given in one chunk before the finish: the official SDK keeps only the last chunk that has any. */
  reasoningDetails: JsonObject[];
}

interface State {
  context: EncodeContext;
  created: number;
  prefix: string;
  suffix: string;
  choices: Map<number, Choice>;
  usage: ReportedUsage | undefined;
}

/**
 * Hub events as Chat Completions server-sent events, one frame per string. Keeps the rules strict clients need: the role first in
 * each choice, tool calls numbered 0, 1, 2 … with id, type and name in the first delta, a finish for every choice, the usage chunk
 * (`choices: []`) only when it was asked for, `[DONE]` once. Pull-based; holds nothing but reasoning that was signed.
 * Throws AppError `upstream_truncated` when the events stop without `end`, and the failure of an `error` event; no `[DONE]` then.
 */
export async function* encodeStream(
  events: AsyncIterable<StreamEvent>,
  context: EncodeContext,
): AsyncGenerator<string> {
  const state = newState(context);
  for await (const event of events) {
    const frames = encodeEvent(state, event);
    if (frames !== "") yield frames;
    if (event.type === "end") return;
  }
  throw new AppError(
    "upstream_truncated",
    "The upstream's answer broke off before it was finished. What came so far is incomplete; try again.",
  );
}

function newState(context: EncodeContext): State {
  const created = Math.floor(Date.now() / 1000);
  const suffix = context.includeUsage ? ',"usage":null}\n\n' : "}\n\n";
  const state: State = { context, created, prefix: "", suffix, choices: new Map(), usage: undefined };
  state.prefix = prefixOf(state, "");
  return state;
}

function prefixOf({ context, created }: State, upstreamId: string): string {
  const id = completionId(upstreamId);
  const head = { id, object: "chat.completion.chunk", created, model: context.requestedModel };
  return `data: ${JSON.stringify(head).slice(0, -1)},"choices":[`;
}

function encodeEvent(state: State, event: StreamEvent): string {
  switch (event.type) {
    case "start":
      state.prefix = prefixOf(state, event.id);
      return "";
    case "text_delta":
      return chunk(state, event.choice, `{"content":${JSON.stringify(event.text)}}`);
    case "reasoning_delta":
      return encodeReasoningDelta(state, event.choice, event.text);
    case "tool_arguments_delta":
      return encodeArguments(state, event.choice, event.json);
    case "refusal_delta":
      return chunk(state, event.choice, `{"refusal":${JSON.stringify(event.text)}}`);
    case "block_start":
      return encodeBlockStart(state, event.choice, event.block);
    case "reasoning_signature":
      choiceOf(state, event.choice).signature += event.signature;
      return "";
    case "block_end":
      return encodeBlockEnd(state, event.choice);
    case "finish":
      if (event.reason === "error") throw brokenAnswer();
      return encodeFinishChunk(state, event.choice, event.reason);
    case "usage":
      state.usage = event.usage;
      return "";
    case "error":
      throw new AppError("upstream_error", event.failure.message, { internal: `in-band ${event.failure.code}` });
    case "end":
      return encodeEnd(state);
  }
}

function encodeBlockStart(state: State, index: number, block: StreamBlock): string {
  const choice = choiceOf(state, index);
  choice.open = block;
  choice.reasoning = [];
  choice.signature = "";
  if (block.type !== "tool_call") return "";
  choice.lacksArguments = true;
  const call = encodeToolCall({ ...block, arguments: "" });
  const opening = { index: choice.toolCalls, ...call, function: { name: block.name, arguments: "" } };
  const opened = chunk(state, index, `{"tool_calls":[${JSON.stringify(opening)}]}`);
  choice.toolCalls += 1;
  return opened;
}

function encodeArguments(state: State, index: number, json: string): string {
  const choice = choiceOf(state, index);
  if (json === "") return "";
  choice.lacksArguments = false;
  const call = choice.toolCalls - 1;
  return chunk(state, index, `{"tool_calls":[{"index":${call},"function":{"arguments":${JSON.stringify(json)}}}]}`);
}

function encodeReasoningDelta(state: State, index: number, text: string): string {
  const choice = choiceOf(state, index);
  if (choice.open?.type === "reasoning" && choice.open.madeBy !== undefined) choice.reasoning.push(text);
  return chunk(state, index, `{"reasoning_content":${JSON.stringify(text)}}`);
}

function encodeBlockEnd(state: State, index: number): string {
  const choice = choiceOf(state, index);
  const { open } = choice;
  choice.open = null;
  if (open?.type === "tool_call" && choice.lacksArguments) return encodeArguments(state, index, "{}");
  if (open?.type !== "reasoning" || open.madeBy === undefined || choice.signature === "") return "";
  const { signature, reasoning } = choice;
  const { madeBy, redacted = false } = open;
  const proof = { text: reasoning.join(""), signature, madeBy, redacted };
  choice.reasoningDetails.push(encodeReasoningDetail(proof, choice.reasoningDetails.length));
  return "";
}

function encodeFinishChunk(state: State, index: number, reason: FinishReason): string {
  const choice = choiceOf(state, index);
  if (choice.finished) return "";
  choice.finished = true;
  const details = choice.reasoningDetails;
  const proofs = details.length === 0 ? "" : chunk(state, index, JSON.stringify({ reasoning_details: details }));
  return proofs + chunk(state, index, "{}", `"${encodeFinish(reason, choice.toolCalls > 0)}"`);
}

/** Choices without a finish get one (clients throw otherwise), then usage if it was asked for and is known, then `[DONE]`. */
function encodeEnd(state: State): string {
  const indices = state.choices.size === 0 ? [0] : [...state.choices.keys()];
  const finishes = indices.map((index) => encodeFinishChunk(state, index, "stop")).join("");
  const usage =
    state.usage === undefined || !state.context.includeUsage
      ? ""
      : `${state.prefix}],"usage":${JSON.stringify(encodeUsage(state.usage))}}\n\n`;
  return `${finishes}${usage}data: [DONE]\n\n`;
}

/** One chunk, behind the chunk with the role when it is the choice's first. `json` is the delta, `finish` a JSON string or null. */
function chunk(state: State, index: number, json: string, finish = "null"): string {
  const choice = choiceOf(state, index);
  const role = choice.started ? "" : frame(state, index, openingDelta(choice), "null");
  choice.started = true;
  return role + frame(state, index, json, finish);
}

function openingDelta(choice: Choice): string {
  return `{"role":"assistant","content":${choice.open?.type === "tool_call" ? "null" : '""'}}`;
}

function frame(state: State, index: number, json: string, finish: string): string {
  return `${state.prefix}{"index":${index},"delta":${json},"logprobs":null,"finish_reason":${finish}}]${state.suffix}`;
}

function choiceOf(state: State, index: number): Choice {
  let choice = state.choices.get(index);
  if (choice === undefined) {
    choice = {
      started: false,
      finished: false,
      toolCalls: 0,
      open: null,
      lacksArguments: false,
      reasoning: [],
      signature: "",
      reasoningDetails: [],
    };
    state.choices.set(index, choice);
  }
  return choice;
}
