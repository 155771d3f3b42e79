import type { AnswerFormat, ChatRequest, ToolChoice, ToolDefinition } from "@/lib/llm/chat-request";
import type { Json, JsonObject } from "@/lib/llm/json";
import { objectOf } from "@/lib/llm/read-json";
import { withoutUndefined } from "@/lib/llm/without-undefined";
import { unsupported } from "../unsupported";
import type { Dialect } from "./quirks";
import { writeMessages } from "./write-messages";

/** The hub request as a Chat Completions body; parameters the hub has no word for pass as the caller named them. */
export function buildBody(request: ChatRequest, upstreamModel: string, dialect: Dialect): JsonObject {
  refuseQuirks(request, dialect);
  const unless = (quirk: Parameters<Dialect["has"]>[0], value: Json | undefined) =>
    dialect.has(quirk) ? undefined : value;
  const { seed } = request.sampling;
  return withoutUndefined({
    ...request.extra,
    model: upstreamModel,
    messages: writeMessages(request.messages, dialect, instructionsOf(request, dialect)),
    tools: request.tools.length > 0 ? request.tools.map((tool) => writeTool(tool, dialect)) : undefined,
    tool_choice: writeToolChoice(request.toolChoice, dialect),
    parallel_tool_calls: unless("no_parallel_tool_calls", request.parallelToolCalls),
    [outputBoundName(dialect)]: request.maxOutputTokens,
    temperature: request.sampling.temperature,
    top_p: request.sampling.topP,
    top_k: unless("no_top_k", request.sampling.topK),
    presence_penalty: unless("no_penalties", request.sampling.presencePenalty),
    frequency_penalty: unless("no_penalties", request.sampling.frequencyPenalty),
    ...(dialect.has("random_seed") ? { random_seed: seed } : { seed: unless("no_seed", seed) }),
    stop: request.stop.length > 0 ? request.stop : undefined,
    response_format: writeAnswerFormat(request.answerFormat),
    reasoning_effort: request.reasoningEffort,
    n: request.choices > 1 ? request.choices : undefined,
    stream: request.stream ? true : undefined,
    stream_options: request.stream ? streamOptions(objectOf(request.extra.stream_options), dialect) : undefined,
    user: unless("no_user", request.endUser),
    metadata: unless("no_metadata", request.metadata),
  });
}

/** The member that bounds the answer. `max_tokens` is what nearly every compatible server knows. */
export function outputBoundName(dialect: Dialect): "max_tokens" | "max_completion_tokens" {
  return dialect.has("max_completion_tokens") ? "max_completion_tokens" : "max_tokens";
}

/** The caller's own stream options with usage switched on; undefined where the server takes none. */
export function streamOptions(own: JsonObject | undefined, dialect: Dialect): JsonObject | undefined {
  return dialect.has("no_stream_options") ? undefined : { ...own, include_usage: true };
}

/** What a server would answer with something else than was asked. */
function refuseQuirks({ choices, answerFormat }: ChatRequest, dialect: Dialect): void {
  if (choices > 1 && dialect.has("one_choice")) throw unsupported("n", "more than 1 answer per call");
  if (answerFormat.kind === "json_schema" && dialect.has("no_json_schema")) {
    throw unsupported("response_format", "a JSON schema");
  }
}

/** What has to be asked in words because there is no switch for it. */
function instructionsOf({ tools, parallelToolCalls }: ChatRequest, dialect: Dialect): string | undefined {
  const isSerial = parallelToolCalls === false && tools.length > 0 && dialect.has("no_parallel_tool_calls");
  return isSerial ? "Call at most one tool at a time." : undefined;
}

function writeTool({ name, description, parameters, strict }: ToolDefinition, dialect: Dialect): JsonObject {
  const held = dialect.has("no_strict_tools") ? undefined : strict;
  return { type: "function", function: withoutUndefined({ name, description, parameters, strict: held }) };
}

function writeToolChoice(choice: ToolChoice | undefined, dialect: Dialect): Json | undefined {
  if (choice === undefined) return undefined;
  if (choice.kind === "named") return { type: "function", function: { name: choice.name } };
  return choice.kind === "required" && dialect.has("tool_choice_any") ? "any" : choice.kind;
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
