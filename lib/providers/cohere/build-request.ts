import type { ChatRequest, SamplingSettings } from "@/lib/llm/chat-request";
import type { Json, JsonObject } from "@/lib/llm/json";
import { withoutUndefined } from "@/lib/llm/without-undefined";
import type { Target, UpstreamRequest } from "../contract";
import { fitToModel } from "../fit-to-model";
import { refuseLosses } from "../refuse-losses";
import { unsupported } from "../unsupported";
import { describeCohere } from "./models";
import { planThinking } from "./plan-thinking";
import { writeMessages } from "./write-messages";
import { writeToolChoice, writeTools } from "./write-tools";

const MOST_STOPS = 5;

/**
 * A hub request as a v2 chat call (Cohere API reference, "Chat"). Throws AppError `unsupported_parameter` for what the model cannot
 * take and that may not be dropped; what is dropped is listed in docs/lossy-translation.md.
 */
export function buildRequest(request: ChatRequest, target: Target): UpstreamRequest {
  return {
    url: `${target.baseUrl}/v2/chat`,
    headers: {
      "content-type": "application/json",
      accept: request.stream ? "text/event-stream" : "application/json",
      authorization: `Bearer ${target.credential?.reveal() ?? ""}`,
    },
    body: JSON.stringify(buildBody(request, target)),
  };
}

/** The body of the call. */
export function buildBody(asked: ChatRequest, target: Target): JsonObject {
  refuseLosses(asked, { mostChoices: 1 });
  const request = fitToModel(asked, target, describeCohere(target.upstreamModel));
  if (request.stop.length > MOST_STOPS) throw unsupported("stop", `more than ${MOST_STOPS} stop sequences`);
  return withoutUndefined({
    model: target.upstreamModel,
    messages: writeMessages(request),
    tools: writeTools(request),
    strict_tools: request.tools.some(({ strict }) => strict === true) ? true : undefined,
    tool_choice: writeToolChoice(request),
    response_format: responseFormat(request),
    max_tokens: request.maxOutputTokens,
    stop_sequences: request.stop.length > 0 ? request.stop : undefined,
    ...sampling(request.sampling),
    thinking: planThinking(request),
    stream: request.stream,
  });
}

/** Under Cohere's names and within its ranges: `p` from 0.01 to 0.99, `k` up to 500, penalties from 0 to 1. */
function sampling({
  temperature,
  topP,
  topK,
  seed,
  presencePenalty,
  frequencyPenalty,
}: SamplingSettings): Record<string, Json | undefined> {
  return {
    temperature,
    p: within(topP, 0.01, 0.99),
    k: within(topK, 0, 500),
    seed,
    presence_penalty: within(presencePenalty, 0, 1),
    frequency_penalty: within(frequencyPenalty, 0, 1),
  };
}

function within(value: number | undefined, least: number, most: number): number | undefined {
  return value === undefined ? undefined : Math.min(Math.max(value, least), most);
}

function responseFormat({ answerFormat, tools }: ChatRequest): JsonObject | undefined {
  if (answerFormat.kind === "text") return undefined;
  if (tools.length > 0) throw unsupported("response_format", "JSON answers together with tools");
  if (answerFormat.kind === "json_object") return { type: "json_object" };
  return { type: "json_object", json_schema: answerFormat.schema };
}
