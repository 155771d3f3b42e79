import { AppError } from "@/lib/errors/app-error";
import type { FinishReason } from "@/lib/llm/finish-reason";
import type { JsonObject } from "@/lib/llm/json";
import type { StreamBlock, StreamEvent } from "@/lib/llm/stream-event";
import type { TokenUsage } from "@/lib/llm/usage";
import type { EncodeContext } from "../../endpoint";
import { encodeFinish } from "./encode-finish";
import { encodeCall } from "./encode-parts";
import { encodeUsage } from "./encode-usage";
import { writeOwnProof } from "./own-reasoning";

/** What one candidate has shown so far. */
interface Candidate {
  open: StreamBlock | null;
  /** Of the open call its arguments, of the open thought its text where a proof may follow: both are told whole. */
  held: string[];
  signature: string;
  finish: FinishReason | null;
}

interface State {
  suffix: string;
  hidesReasoning: boolean;
  candidates: Map<number, Candidate>;
  usage: TokenUsage | undefined;
}

/**
 * Hub events as streamGenerateContent chunks, one server-sent event per string. Calls go out whole, because clients read arguments as
 * an object; the last chunk carries every candidate's finish and the usage, and nothing follows it. Holds the arguments of one call and
 * signed thoughts. Throws AppError `upstream_truncated` when the events stop without `end`, and the failure of an `error` event.
 */
export async function* encodeStream(
  events: AsyncIterable<StreamEvent>,
  context: EncodeContext,
): AsyncGenerator<string> {
  const { hidesReasoning = false } = context;
  const state: State = { suffix: suffixOf(context, ""), hidesReasoning, candidates: new Map(), usage: undefined };
  for await (const event of events) {
    if (event.type === "start") state.suffix = suffixOf(context, event.id);
    const frames = encodeEvent(state, event);
    if (frames !== "") yield frames;
    if (event.type === "end") return;
  }
  throw new AppError(
    "upstream_truncated",
    "The upstream's answer broke off before it was finished. What came so far is incomplete; try again.",
  );
}

function suffixOf({ requestedModel }: EncodeContext, responseId: string): string {
  return `${JSON.stringify({ modelVersion: requestedModel, responseId }).slice(1)}\r\n\r\n`;
}

function encodeEvent(state: State, event: StreamEvent): string {
  switch (event.type) {
    case "text_delta":
    case "refusal_delta":
      return event.text === "" ? "" : chunk(state, event.choice, { text: event.text });
    case "reasoning_delta":
      return encodeThought(state, event.choice, event.text);
    case "reasoning_signature":
      candidateOf(state, event.choice).signature += event.signature;
      return "";
    case "tool_arguments_delta":
      candidateOf(state, event.choice).held.push(event.json);
      return "";
    case "block_start":
      Object.assign(candidateOf(state, event.choice), { open: event.block, held: [], signature: "" });
      return "";
    case "block_end":
      return encodeBlockEnd(state, event.choice);
    case "finish":
      candidateOf(state, event.choice).finish ??= event.reason;
      return "";
    case "usage":
      state.usage = event.usage;
      return "";
    case "error":
      throw new AppError("upstream_error", event.failure.message, { internal: `in-band ${event.failure.code}` });
    case "start":
      return "";
    case "end":
      return encodeEnd(state);
  }
}

function encodeThought(state: State, index: number, text: string): string {
  const { open, held } = candidateOf(state, index);
  if (open?.type === "reasoning" && open.madeBy !== undefined) held.push(text);
  return state.hidesReasoning || text === "" ? "" : chunk(state, index, { text, thought: true });
}

function encodeBlockEnd(state: State, index: number): string {
  const candidate = candidateOf(state, index);
  const { open, held, signature } = candidate;
  candidate.open = null;
  if (open?.type === "tool_call") return chunk(state, index, encodeCall({ ...open, arguments: held.join("") }));
  if (open?.type !== "reasoning" || open.madeBy === undefined || signature === "") return "";
  const { madeBy, redacted = false } = open;
  const proof = writeOwnProof({ type: "reasoning", text: held.join(""), signature, madeBy, redacted });
  return chunk(state, index, { text: "", thought: true, thoughtSignature: proof });
}

/** An empty text goes along with the finish, as in Google's own last chunks: its clients drop a turn with a chunk that has no parts. */
function encodeEnd(state: State): string {
  if (state.candidates.size === 0) candidateOf(state, 0);
  const candidates = [...state.candidates].map(([index, { finish }]) => ({
    content: { parts: [{ text: "" }], role: "model" },
    finishReason: encodeFinish(finish ?? "stop"),
    index,
  }));
  const usage = state.usage === undefined ? {} : { usageMetadata: encodeUsage(state.usage) };
  return frame(state, { candidates, ...usage });
}

function chunk(state: State, index: number, part: JsonObject): string {
  candidateOf(state, index);
  return frame(state, { candidates: [{ content: { parts: [part], role: "model" }, index }] });
}

function frame({ suffix }: State, members: JsonObject): string {
  return `data: ${JSON.stringify(members).slice(0, -1)},${suffix}`;
}

function candidateOf(state: State, index: number): Candidate {
  let candidate = state.candidates.get(index);
  if (candidate === undefined) {
    candidate = { open: null, held: [], signature: "", finish: null };
    state.candidates.set(index, candidate);
  }
  return candidate;
}
