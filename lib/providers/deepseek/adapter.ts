import type { ChatRequest, ReasoningEffort } from "@/lib/llm/chat-request";
import type { Json, JsonObject } from "@/lib/llm/json";
import { arrayOf, objectOf } from "@/lib/llm/read-json";
import type { ModelFacts } from "../contract";
import { openAiCompatible } from "../openai-compatible/open-ai-compatible";

/** DeepSeek's own API ("Create Chat Completion", guide "Thinking mode"). Its models think unless they are told not to. */
export const deepseek = openAiCompatible({
  id: "deepseek",
  title: "DeepSeek",
  baseUrl: "https://api.deepseek.com",
  environmentVariable: "DEEPSEEK_API_KEY",
  quirks: [
    ...(["max_tokens_only", "no_json_schema", "no_parallel_tool_calls", "no_seed"] as const),
    ...(["no_top_k", "one_choice", "no_user", "no_metadata"] as const),
  ],
  sizeFacts: () => ({
    vocabulary: "o200k_base",
    // Its vocabulary has 129,280 entries, two thirds of o200k_base's.
    factor: 1.35,
    tokensPerImage: 2_000,
    tokensForTools: 300,
    mostOutputTokens: null,
  }),
  describeModel,
  complete: (body, request) => withThinking(body, request),
});

function describeModel(upstreamModel: string): ModelFacts {
  if (!/deepseek/i.test(upstreamModel)) return { maxOutputTokens: null, capabilities: {} };
  return {
    maxOutputTokens: null,
    capabilities: { tools: true, forcedTool: true, structuredOutput: false, audio: false, thinking: "adaptive" },
    source: "https://api-docs.deepseek.com/guides/thinking_mode",
  };
}

const EFFORTS: Readonly<Record<Exclude<ReasoningEffort, "none">, string>> = {
  minimal: "low",
  low: "low",
  medium: "high",
  high: "high",
  xhigh: "high",
  max: "max",
};

/** The switch beside the effort, and thoughts on every message that called tools: without them such a history is refused. */
function withThinking(body: JsonObject, { reasoningEffort: effort }: ChatRequest): JsonObject {
  if (effort === "none") {
    const { reasoning_effort: _, ...rest } = body;
    return { ...rest, thinking: { type: "disabled" } };
  }
  const asked: JsonObject =
    effort === undefined ? {} : { thinking: { type: "enabled" }, reasoning_effort: EFFORTS[effort] };
  return { ...body, ...asked, messages: arrayOf(body.messages).map(withThoughts) };
}

function withThoughts(value: Json): Json {
  const message = objectOf(value);
  if (message?.tool_calls === undefined || message.reasoning_content !== undefined) return value;
  return { ...message, reasoning_content: "" };
}
