import type { AnswerFormat, ChatMessage, ChatRequest, SamplingSettings, ToolChoice } from "@/lib/llm/chat-request";
import type { Json, JsonObject } from "@/lib/llm/json";
import { arrayOf, objectOf, textOf } from "@/lib/llm/read-json";
import {
  invalid,
  notCarried,
  optionalBoolean,
  optionalCount,
  optionalNumber,
  optionalObject,
  optionalText,
  optionalWord,
} from "../fields";
import { readItems } from "./read-items";
import { hubNameOf, readToolCatalogue, type ToolCatalogue } from "./tool-catalogue";

/** Parameters with a word of their own in the hub, and those read here. */
const SPOKEN: ReadonlySet<string> = new Set([
  "model",
  "input",
  "instructions",
  "tools",
  "tool_choice",
  "parallel_tool_calls",
  "max_output_tokens",
  "temperature",
  "top_p",
  // Words of Chat Completions that editors mix in.
  "max_completion_tokens",
  "max_tokens",
  "top_k",
  "presence_penalty",
  "frequency_penalty",
  "seed",
  "reasoning_effort",
  "text",
  "reasoning",
  "stream",
  "user",
  "safety_identifier",
  "metadata",
  "top_logprobs",
]);

/**
 * Parameters that ask for nothing a model of another dialect could do otherwise: hints, and bounds on tools that only OpenAI runs.
 * In docs/lossy-translation.md.
 */
const DROPPED: ReadonlySet<string> = new Set([
  "store",
  "include",
  "client_metadata",
  "truncation",
  "stream_options",
  "context_management",
  "max_tool_calls",
  "access_programs",
]);

/** Parameters that point at what only OpenAI holds, or that Responses does not have. */
const ELSEWHERE: ReadonlyMap<string, string> = new Map([
  ["previous_response_id", "an earlier response by id, because nothing is stored for it; send the whole `input`"],
  ["conversation", "a stored conversation; send the whole `input`"],
  ["prompt", "a stored prompt; send its text"],
  ["response_format", "a format under this name; say it as `text.format`"],
  ["stop", "stop sequences"],
]);

const EFFORTS = ["none", "minimal", "low", "medium", "high", "xhigh", "max"] as const;

/**
 * A Responses body in the hub's form (OpenAI API reference, "Create a model response"), for models of other dialects. Parameters
 * the hub has no word for go to `extra` under the names Chat Completions has for them. Throws AppError `invalid_request` for a body
 * that is wrong, `unsupported_parameter` for what cannot be carried; both name the parameter.
 */
export function readResponsesRequest(body: JsonObject): ChatRequest {
  const model = optionalText(body, "model");
  if (model === undefined || model === "")
    throw invalid("model", "Give the name of a `model`. GET /models lists yours.");
  refuseElsewhere(body);
  const catalogue = readToolCatalogue(body);
  const toolChoice = readToolChoice(body, catalogue);
  return {
    model,
    messages: [...readInstructions(body), ...readItems(body.input, catalogue)],
    tools: offeredTools(body, catalogue),
    ...present("toolChoice", toolChoice),
    ...present("parallelToolCalls", optionalBoolean(body, "parallel_tool_calls")),
    ...present("maxOutputTokens", readOutputBound(body)),
    sampling: readSampling(body),
    stop: [],
    answerFormat: readTextFormat(body),
    ...present("reasoningEffort", readEffort(body)),
    choices: 1,
    stream: optionalBoolean(body, "stream") ?? false,
    includeUsage: true,
    ...present("endUser", optionalText(body, "safety_identifier") ?? optionalText(body, "user")),
    ...present("metadata", readMetadata(body)),
    extra: readExtra(body),
  };
}

function refuseElsewhere(body: JsonObject): void {
  for (const [name, what] of ELSEWHERE) {
    if (body[name] !== undefined && body[name] !== null) throw notCarried(name, what);
  }
}

/** The caller's bound on output tokens: Responses' own word, or one of Chat Completions'. */
export function readOutputBound(body: JsonObject): number | undefined {
  return (
    optionalCount(body, "max_output_tokens") ??
    optionalCount(body, "max_completion_tokens") ??
    optionalCount(body, "max_tokens")
  );
}

function readEffort(body: JsonObject): ChatRequest["reasoningEffort"] {
  return (
    optionalWord(optionalObject(body, "reasoning") ?? {}, "effort", EFFORTS) ??
    optionalWord(body, "reasoning_effort", EFFORTS)
  );
}

function readInstructions(body: JsonObject): ChatMessage[] {
  const text = optionalText(body, "instructions");
  return text === undefined || text === "" ? [] : [{ role: "system", content: [{ type: "text", text }] }];
}

function readSampling(body: JsonObject): SamplingSettings {
  return {
    ...present("temperature", optionalNumber(body, "temperature")),
    ...present("topP", optionalNumber(body, "top_p")),
    ...present("topK", optionalNumber(body, "top_k")),
    ...present("presencePenalty", optionalNumber(body, "presence_penalty")),
    ...present("frequencyPenalty", optionalNumber(body, "frequency_penalty")),
    ...present("seed", optionalNumber(body, "seed")),
  };
}

/** `text.format` in the hub's words; the schema's outer description moves into the schema, where it means the same. */
function readTextFormat(body: JsonObject): AnswerFormat {
  const format = optionalObject(optionalObject(body, "text") ?? {}, "format");
  if (format === undefined || format.type === "text") return { kind: "text" };
  if (format.type === "json_object") return { kind: "json_object" };
  if (format.type !== "json_schema") throw notCarried("text.format.type", "this kind of answer format");
  const name = textOf(format.name);
  if (name === undefined) throw invalid("text.format.name", "`text.format` needs a `name` and a `schema`.");
  const description = textOf(format.description);
  const schema = optionalObject(format, "schema") ?? {};
  return {
    kind: "json_schema",
    name,
    schema: description === undefined ? schema : { description, ...schema },
    strict: format.strict === true,
  };
}

function readToolChoice(body: JsonObject, catalogue: ToolCatalogue): ToolChoice | undefined {
  const value = body.tool_choice;
  if (value === undefined || value === null) return undefined;
  const choice = objectOf(value);
  const word = textOf(value) ?? (choice?.type === "allowed_tools" ? textOf(choice.mode) : undefined);
  if (word === "none" || word === "auto" || word === "required") return { kind: word };
  const name = textOf(choice?.name) ?? textOf(objectOf(choice?.function)?.name);
  if (name === undefined || (choice?.type !== "function" && choice?.type !== "custom")) {
    throw notCarried("tool_choice", "a choice of this kind");
  }
  const hubName = hubNameOf(catalogue, { name, namespace: textOf(choice.namespace) });
  if (!catalogue.tools.has(hubName)) {
    throw invalid("tool_choice", `\`tool_choice\` names the tool "${name}", which is not in \`tools\`.`);
  }
  return { kind: "named", name: hubName };
}

/** All tools, or those that `tool_choice: allowed_tools` leaves. */
function offeredTools(body: JsonObject, catalogue: ToolCatalogue): ChatRequest["tools"] {
  const choice = objectOf(body.tool_choice);
  if (choice?.type !== "allowed_tools") return catalogue.definitions;
  const allowed = new Set(
    arrayOf(choice.tools).map((value) => {
      const tool = objectOf(value);
      return hubNameOf(catalogue, { name: textOf(tool?.name) ?? "", namespace: textOf(tool?.namespace) });
    }),
  );
  return catalogue.definitions.filter(({ name }) => allowed.has(name));
}

function readMetadata(body: JsonObject): Record<string, string> | undefined {
  const metadata = optionalObject(body, "metadata");
  if (metadata === undefined) return undefined;
  const pairs = Object.entries(metadata).map(([name, value]): [string, string] => {
    if (typeof value !== "string") throw invalid(`metadata.${name}`, "`metadata` takes strings only.");
    return [name, value];
  });
  return Object.fromEntries(pairs);
}

/** What the hub has no word for, under the names Chat Completions has. A null means "not given". */
function readExtra(body: JsonObject): JsonObject {
  const extra = Object.entries(body).filter(
    ([name, value]) => !SPOKEN.has(name) && !DROPPED.has(name) && value !== null && !isDefault(name, value),
  );
  const verbosity = textOf(optionalObject(body, "text")?.verbosity);
  if (verbosity !== undefined) extra.push(["verbosity", verbosity]);
  if (wantsLogprobs(body)) throw notCarried("include", "log probabilities");
  return Object.fromEntries(extra);
}

function wantsLogprobs(body: JsonObject): boolean {
  const top = body.top_logprobs;
  return (typeof top === "number" && top > 0) || arrayOf(body.include).includes("message.output_text.logprobs");
}

function isDefault(name: string, value: Json): boolean {
  return name === "background" && value === false;
}

/** `{ [name]: value }`, or nothing: an optional property is missing and never `undefined`. */
function present<Name extends string, Value>(name: Name, value: Value | undefined): { [Key in Name]?: Value } {
  return value === undefined ? {} : ({ [name]: value } as { [Key in Name]?: Value });
}
