import type { AnswerFormat, ChatRequest, ToolChoice } from "@/lib/llm/chat-request";
import type { Json, JsonObject } from "@/lib/llm/json";
import { objectOf } from "@/lib/llm/read-json";
import { withoutUndefined } from "@/lib/llm/without-undefined";
import { writeMessages } from "./write-messages";

/** How one server's dialect differs from OpenAI's own. */
export interface Dialect {
  /** Which of the two names bounds the output. Default `max_tokens`, which nearly every compatible server knows. */
  outputBound?: "max_tokens" | "max_completion_tokens";
  /** `always`: the server reports usage without being asked and refuses `stream_options` (Mistral). */
  streamUsage?: "on_request" | "always";
}

/** The hub request as a Chat Completions body; parameters the hub has no word for pass as the caller named them. */
export function buildBody(request: ChatRequest, upstreamModel: string, dialect: Dialect): JsonObject {
  return withoutUndefined({
    ...request.extra,
    model: upstreamModel,
    messages: writeMessages(request.messages),
    tools: request.tools.length > 0 ? request.tools.map(writeTool) : undefined,
    tool_choice: writeToolChoice(request.toolChoice),
    parallel_tool_calls: request.parallelToolCalls,
    [dialect.outputBound ?? "max_tokens"]: request.maxOutputTokens,
    temperature: request.sampling.temperature,
    top_p: request.sampling.topP,
    top_k: request.sampling.topK,
    presence_penalty: request.sampling.presencePenalty,
    frequency_penalty: request.sampling.frequencyPenalty,
    seed: request.sampling.seed,
    stop: request.stop.length > 0 ? request.stop : undefined,
    response_format: writeAnswerFormat(request.answerFormat),
    reasoning_effort: request.reasoningEffort,
    n: request.choices > 1 ? request.choices : undefined,
    stream: request.stream ? true : undefined,
    stream_options: request.stream ? streamOptions(objectOf(request.extra.stream_options), dialect) : undefined,
    user: request.endUser,
    metadata: request.metadata,
  });
}

/** The caller's own stream options with usage switched on; undefined where the server takes none. */
export function streamOptions(own: JsonObject | undefined, dialect: Dialect): JsonObject | undefined {
  return dialect.streamUsage === "always" ? undefined : { ...own, include_usage: true };
}

function writeTool(tool: ChatRequest["tools"][number]): JsonObject {
  const { name, description, parameters, strict } = tool;
  return { type: "function", function: withoutUndefined({ name, description, parameters, strict }) };
}

function writeToolChoice(choice: ToolChoice | undefined): Json | undefined {
  if (choice === undefined) return undefined;
  return choice.kind === "named" ? { type: "function", function: { name: choice.name } } : choice.kind;
}

function writeAnswerFormat(format: AnswerFormat): JsonObject | undefined {
  switch (format.kind) {
    case "text":
      return undefined;
    case "json_object":
      return { type: "json_object" };
    case "json_schema": {
      const { name, schema, strict } = format;
      return { type: "json_schema", json_schema: { name, schema, strict } };
    }
  }
}
