import type { Json, JsonObject } from "@/lib/llm/json";
import { arrayOf, countOf, isJsonObject, objectOf, parseJson, textOf } from "@/lib/llm/read-json";

/** What the simulated server reads of a Chat Completions body. */
export interface SimulatedCall {
  model: string;
  messages: { role: string; text: string; images: number }[];
  tools: { name: string; parameters: JsonObject }[];
  /** The tools as they came, for counting. */
  toolsJson: string;
  toolChoice: { kind: "auto" | "none" | "required" } | { kind: "named"; name: string };
  answerSchema: JsonObject | null;
  maxTokens: number;
  stop: string[];
  choices: number;
  stream: boolean;
  includeUsage: boolean;
  /** `metadata.simulate`. */
  marker: string | undefined;
}

/** A request the simulated server refuses with 400, as the real ones would. */
export class BadCall extends Error {
  readonly param: string;

  constructor(param: string, message: string) {
    super(message);
    this.param = param;
  }
}

/** Parses and checks a body. Throws BadCall. */
export function readCall(bodyText: string): SimulatedCall {
  const body = objectOf(parseJson(bodyText));
  if (body === undefined) throw new BadCall("body", "We could not parse the JSON body of your request.");
  const model = textOf(body.model);
  if (model === undefined || model === "") throw new BadCall("model", "you must provide a model parameter");
  const messages = arrayOf(body.messages);
  if (messages.length === 0) throw new BadCall("messages", "Missing required parameter: 'messages'.");
  return {
    model,
    messages: messages.map(readMessage),
    tools: arrayOf(body.tools).flatMap(readTool),
    toolsJson: body.tools === undefined ? "" : JSON.stringify(body.tools),
    toolChoice: readToolChoice(body.tool_choice),
    answerSchema: readAnswerSchema(objectOf(body.response_format)),
    maxTokens: readMaxTokens(body),
    stop: [body.stop].flat().filter((text): text is string => typeof text === "string" && text !== ""),
    choices: readChoices(body.n),
    stream: body.stream === true,
    includeUsage: objectOf(body.stream_options)?.include_usage === true,
    marker: textOf(objectOf(body.metadata)?.simulate),
  };
}

function readMessage(value: Json, index: number): SimulatedCall["messages"][number] {
  const message = objectOf(value);
  const role = textOf(message?.role);
  if (message === undefined || role === undefined) {
    throw new BadCall(`messages[${index}].role`, "Each message needs a role.");
  }
  const parts = arrayOf(message.content).filter(isJsonObject);
  const foreign = parts.find((part) => !["text", "refusal", "image_url"].includes(textOf(part.type) ?? ""));
  if (foreign !== undefined) {
    throw new BadCall(`messages[${index}].content`, "The simulated provider takes text and images only.");
  }
  const said = [textOf(message.content), ...parts.map((part) => textOf(part.text) ?? textOf(part.refusal))];
  const calls = message.tool_calls === undefined ? [] : [JSON.stringify(message.tool_calls)];
  return {
    role,
    text: [...said, ...calls].filter((text) => text !== undefined).join("\n"),
    images: parts.filter((part) => part.type === "image_url").length,
  };
}

function readTool(value: Json): SimulatedCall["tools"] {
  const callee = objectOf(objectOf(value)?.function);
  const name = textOf(callee?.name);
  return name === undefined ? [] : [{ name, parameters: objectOf(callee?.parameters) ?? { type: "object" } }];
}

function readToolChoice(value: Json | undefined): SimulatedCall["toolChoice"] {
  const name = textOf(objectOf(objectOf(value)?.function)?.name);
  if (name !== undefined) return { kind: "named", name };
  return { kind: value === "none" || value === "required" ? value : "auto" };
}

function readAnswerSchema(format: JsonObject | undefined): JsonObject | null {
  if (format?.type === "json_schema") return objectOf(objectOf(format.json_schema)?.schema) ?? {};
  const answer = { type: "object", properties: { simulated: { const: true }, answer: { type: "string" } } };
  return format?.type === "json_object" ? answer : null;
}

function readMaxTokens(body: JsonObject): number {
  const value = body.max_completion_tokens ?? body.max_tokens ?? null;
  if (value === null) return Number.POSITIVE_INFINITY;
  const bound = countOf(value);
  if (bound === undefined || bound === 0) {
    throw new BadCall("max_completion_tokens", "Invalid 'max_completion_tokens': expected an integer of at least 1.");
  }
  return bound;
}

function readChoices(value: Json | undefined): number {
  const choices = countOf(value ?? 1) ?? 0;
  if (choices < 1 || choices > 128) throw new BadCall("n", "Invalid 'n': expected an integer from 1 to 128.");
  return choices;
}
