import type { ChatRequest } from "@/lib/llm/chat-request";
import type { Json, JsonObject } from "@/lib/llm/json";
import { withoutUndefined } from "@/lib/llm/without-undefined";
import type { Target, TargetCapabilities, UpstreamRequest } from "../contract";
import { leadingSystemText } from "../conversation-turns";
import { longestAnswer } from "../fit-to-model";
import { mergeCapabilities } from "../merge-capabilities";
import { refuseLosses } from "../refuse-losses";
import { unsupported } from "../unsupported";
import { describeGemini, type GeminiFacts } from "./models";
import { planThinking } from "./plan-thinking";
import { writeContents } from "./write-contents";
import { writeToolConfig, writeTools } from "./write-tools";

/** The API refuses a sixth stop sequence, and more than eight candidates. */
const MOST_STOPS = 5;
const MOST_CANDIDATES = 8;

const TIERS: ReadonlyMap<unknown, string> = new Map([
  ["default", "standard"],
  ["flex", "flex"],
  ["priority", "priority"],
  ["fast", "priority"],
]);

/**
 * A hub request as a generateContent call (Gemini API reference). Throws AppError `unsupported_parameter` for what the model cannot
 * take and that may not be dropped; what is dropped is listed in docs/lossy-translation.md.
 */
export function buildRequest(request: ChatRequest, target: Target): UpstreamRequest {
  return { ...callOf(request, target), body: JSON.stringify(buildBody(request, target)) };
}

/** Where a call goes and how it is signed. */
export function callOf({ stream }: { stream: boolean }, target: Target): Omit<UpstreamRequest, "body"> {
  const verb = stream ? "streamGenerateContent?alt=sse" : "generateContent";
  return {
    url: `${target.baseUrl}/models/${encodeURIComponent(target.upstreamModel)}:${verb}`,
    headers: {
      "content-type": "application/json",
      accept: stream ? "text/event-stream" : "application/json",
      "x-goog-api-key": target.credential?.reveal() ?? "",
    },
  };
}

/** The body of the call. */
export function buildBody(request: ChatRequest, target: Target): JsonObject {
  refuseLosses(request, { mostChoices: MOST_CANDIDATES });
  const facts = describeGemini(target.upstreamModel);
  const accepts = mergeCapabilities(facts.capabilities, target.capabilities);
  if (request.tools.length > 0 && accepts.tools === false) throw unsupported("tools", "tools");
  return withoutUndefined({
    systemInstruction: systemInstruction(request),
    contents: writeContents(request.messages, facts, accepts),
    tools: writeTools(request),
    toolConfig: writeToolConfig(request),
    generationConfig: generationConfig(request, target, { facts, accepts }),
    serviceTier: TIERS.get(request.extra.service_tier),
  });
}

function systemInstruction({ messages, tools, parallelToolCalls }: ChatRequest): JsonObject | undefined {
  const texts = leadingSystemText(messages).map(({ text }) => text);
  // There is no switch for serial calls.
  if (parallelToolCalls === false && tools.length > 0) texts.push("Call at most one tool at a time.");
  const parts = texts.filter((text) => text !== "").map((text) => ({ text }));
  return parts.length > 0 ? { parts } : undefined;
}

function generationConfig(
  request: ChatRequest,
  target: Target,
  model: { facts: GeminiFacts; accepts: TargetCapabilities },
): JsonObject | undefined {
  const { temperature, topP, topK, presencePenalty, frequencyPenalty, seed } = request.sampling;
  if (request.stop.length > MOST_STOPS) throw unsupported("stop", `more than ${MOST_STOPS} stop sequences`);
  const maxOutputTokens = maxOutputTokensOf(request, target, model.facts);
  const sampling =
    model.accepts.sampling === false ? {} : { temperature, topP, topK, presencePenalty, frequencyPenalty, seed };
  const config = withoutUndefined({
    ...sampling,
    candidateCount: request.choices > 1 ? request.choices : undefined,
    maxOutputTokens,
    stopSequences: request.stop.length > 0 ? request.stop : undefined,
    ...answerFormat(request, model),
    thinkingConfig: planThinking(request, { ...model, maxOutputTokens }),
  });
  return Object.keys(config).length > 0 ? config : undefined;
}

/** Undefined leaves the model's own maximum in force. It bounds thoughts and answer together, as in the caller's dialect. */
function maxOutputTokensOf(request: ChatRequest, target: Target, facts: GeminiFacts): number | undefined {
  const asked = request.maxOutputTokens ?? target.maxOutputTokens ?? undefined;
  const most = longestAnswer(target, facts);
  return asked === undefined || most === null ? asked : Math.min(asked, most);
}

function answerFormat(
  { answerFormat: format, tools }: ChatRequest,
  { facts, accepts }: { facts: GeminiFacts; accepts: TargetCapabilities },
): Record<string, Json> {
  if (format.kind === "text") return {};
  if (tools.length > 0 && !facts.jsonWithTools)
    throw unsupported("response_format", "JSON answers together with tools");
  if (format.kind === "json_object") return { responseMimeType: "application/json" };
  if (accepts.structuredOutput === false) throw unsupported("response_format", "a JSON schema");
  return { responseMimeType: "application/json", responseJsonSchema: format.schema };
}
