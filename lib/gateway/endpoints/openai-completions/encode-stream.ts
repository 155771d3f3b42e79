import { AppError } from "@/lib/errors/app-error";
import type { FinishReason } from "@/lib/llm/finish-reason";
import type { StreamEvent } from "@/lib/llm/stream-event";
import type { TokenUsage } from "@/lib/llm/usage";
import type { EncodeContext } from "../../endpoint";
import { completionId, echoOf } from "./encode-answer";
import { encodeFinish } from "./encode-finish";
import { encodeUsage } from "./encode-usage";

interface State {
  context: EncodeContext;
  created: number;
  id: string;
  echo: string;
  /** Choices that were written to, and whether they are finished. */
  choices: Map<number, boolean>;
  usage: TokenUsage | undefined;
}

/**
 * Hub events as `text_completion` server-sent events: text, then a finish for every choice, the usage chunk where it was asked for,
 * `[DONE]` once. Throws AppError `upstream_truncated` when the events stop without `end`, and the failure of an `error` event.
 */
export async function* encodeStream(
  events: AsyncIterable<StreamEvent>,
  context: EncodeContext,
): AsyncGenerator<string> {
  const created = Math.floor(Date.now() / 1000);
  const echo = echoOf(context.request);
  const state: State = { context, created, id: completionId(""), echo, choices: new Map(), usage: undefined };
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

function encodeEvent(state: State, event: StreamEvent): string {
  switch (event.type) {
    case "start":
      state.id = completionId(event.id);
      return "";
    case "text_delta":
    case "refusal_delta":
      return chunk(state, event.choice, event.text);
    case "finish":
      return encodeFinishChunk(state, event.choice, event.reason);
    case "usage":
      state.usage = event.usage;
      return "";
    case "error":
      throw new AppError("upstream_error", event.failure.message, { internal: `in-band ${event.failure.code}` });
    case "end":
      return encodeEnd(state);
    default:
      return "";
  }
}

function encodeFinishChunk(state: State, choice: number, reason: FinishReason): string {
  if (state.choices.get(choice) === true) return "";
  const frames = chunk(state, choice, "", encodeFinish(reason));
  state.choices.set(choice, true);
  return frames;
}

function encodeEnd(state: State): string {
  const indices = state.choices.size === 0 ? [0] : [...state.choices.keys()];
  const finishes = indices.map((index) => encodeFinishChunk(state, index, "stop")).join("");
  const { context, usage } = state;
  const last = usage === undefined || !context.includeUsage ? "" : frame(state, [], encodeUsage(usage));
  return `${finishes}${last}data: [DONE]\n\n`;
}

/** One chunk, behind the repeated prompt when it is the choice's first and the caller wants it repeated. */
function chunk(state: State, index: number, text: string, finish: string | null = null): string {
  const before = state.choices.has(index) ? "" : state.echo;
  if (!state.choices.has(index)) state.choices.set(index, false);
  return frame(state, [{ text: before + text, index, logprobs: null, finish_reason: finish }], null);
}

function frame({ id, created, context }: State, choices: unknown[], usage: unknown): string {
  const head = { id, object: "text_completion", created, choices, model: context.requestedModel };
  return `data: ${JSON.stringify(context.includeUsage ? { ...head, usage } : head)}\n\n`;
}
