import { newId } from "@/lib/crypto/new-id";
import type { FinishReason } from "@/lib/llm/finish-reason";
import type { Json, JsonObject } from "@/lib/llm/json";
import { objectOf } from "@/lib/llm/read-json";
import type { ReportedUsage } from "@/lib/llm/usage";
import type { EncodeContext } from "../../endpoint";
import { encodeUsage } from "./encode-usage";

/** What all ids of one answer end in. */
export interface AnswerIds {
  responseId: string;
  /** The id of the item at this place, e.g. `msg_…_0`. */
  itemId(prefix: "msg" | "rs" | "fc" | "ctc", index: number): string;
}

/** The upstream's id under the prefixes clients expect. */
export function answerIds(upstreamId: string): AnswerIds {
  const word = upstreamId.replace(/^resp_/, "").replace(/[^\w-]/g, "");
  const stem = word === "" ? newId("req").slice("req_".length) : word.slice(0, 48);
  return { responseId: `resp_${stem}`, itemId: (prefix, index) => `${prefix}_${stem}_${index}` };
}

/** How an answer ended, in the words of Responses. */
export type Ending =
  | { status: "completed" | "in_progress" }
  | { status: "incomplete"; reason: "max_output_tokens" | "content_filter" }
  | { status: "failed"; code: string; message: string };

/** Ran into a bound or a filter: `incomplete`; everything else is `completed`. */
export function endingOf(finish: FinishReason): Ending {
  if (finish === "length") return { status: "incomplete", reason: "max_output_tokens" };
  if (finish === "content_filter") return { status: "incomplete", reason: "content_filter" };
  return { status: "completed" };
}

export interface ResponseState {
  id: string;
  /** Seconds since 1970. */
  createdAt: number;
  ending: Ending;
  output: readonly JsonObject[];
  usage: ReportedUsage | undefined;
}

/**
 * A `response` object. It repeats what was asked, as the vendor's does; `store` is always false because nothing is stored for a
 * model of another dialect.
 */
export function responseObject(context: EncodeContext, state: ResponseState): JsonObject {
  const { request = {} } = context;
  const { ending } = state;
  const asked = (name: string, otherwise: Json): Json => request[name] ?? otherwise;
  const reasoning = objectOf(request.reasoning);
  return {
    id: state.id,
    object: "response",
    access_programs: null,
    created_at: state.createdAt,
    status: ending.status,
    background: false,
    error: ending.status === "failed" ? { code: ending.code, message: ending.message } : null,
    incomplete_details: ending.status === "incomplete" ? { reason: ending.reason } : null,
    instructions: asked("instructions", null),
    max_output_tokens: asked("max_output_tokens", null),
    max_tool_calls: asked("max_tool_calls", null),
    metadata: asked("metadata", {}),
    model: context.requestedModel,
    output: [...state.output],
    parallel_tool_calls: asked("parallel_tool_calls", true),
    previous_response_id: null,
    reasoning: { effort: reasoning?.effort ?? null, summary: reasoning?.summary ?? null },
    service_tier: "default",
    store: false,
    temperature: asked("temperature", 1),
    text: { format: { type: "text" }, ...objectOf(request.text) },
    tool_choice: asked("tool_choice", "auto"),
    tools: asked("tools", []),
    top_logprobs: 0,
    top_p: asked("top_p", 1),
    truncation: asked("truncation", "disabled"),
    usage: state.usage === undefined ? null : encodeUsage(state.usage),
  };
}
