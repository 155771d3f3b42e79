import type { Json, JsonObject } from "@/lib/llm/json";
import { arrayOf, countOf, isJsonObject, objectOf, textOf } from "@/lib/llm/read-json";
import type { SimulatedCall } from "../read-call";

/** Milliseconds of sound that cost one token. */
const MS_PER_SOUND_TOKEN = 100;
/** PCM of 24 kHz, the format a session begins with: bytes of one millisecond. */
const BYTES_PER_MS = 48;

/** What was said so far, and with which terms the next answer is made. */
export interface Conversation {
  session: JsonObject;
  items: JsonObject[];
}

/** The sound of an item or of a buffer, in tokens. `bytes` is the length of the sound itself. */
export function soundTokens(bytes: number): number {
  return Math.ceil(bytes / BYTES_PER_MS / MS_PER_SOUND_TOKEN);
}

/** Tokens of everything that was spoken to the session. */
export function heardTokens(items: readonly JsonObject[]): number {
  return items.flatMap(partsOf).reduce((sum, part) => sum + soundTokens(soundBytes(part)), 0);
}

/** The conversation as a Chat Completions server would be asked it: the answer is composed by the same rules. */
export function callOf({ session, items }: Conversation, response: JsonObject, model: string): SimulatedCall {
  const terms = { ...session, ...response };
  const instructions = textOf(terms.instructions) ?? "";
  const own = arrayOf(response.input).filter(isJsonObject);
  const said = (response.input === undefined ? items : own).map(messageOf);
  const tools = arrayOf(terms.tools);
  return {
    model,
    messages: instructions === "" ? said : [{ role: "system", text: instructions, images: 0 }, ...said],
    tools: tools.flatMap(toolOf),
    toolsJson: tools.length === 0 ? "" : JSON.stringify(tools),
    toolChoice: choiceOf(terms.tool_choice),
    answerSchema: null,
    maxTokens: countOf(terms.max_output_tokens) ?? Number.POSITIVE_INFINITY,
    stop: [],
    choices: 1,
    stream: true,
    includeUsage: true,
    marker: textOf(objectOf(response.metadata)?.simulate),
  };
}

/** Whether an answer on these terms is spoken, as it is unless text is asked for. */
export function isSpoken(session: JsonObject, response: JsonObject): boolean {
  return !arrayOf(response.output_modalities ?? session.output_modalities).includes("text");
}

function messageOf(item: JsonObject): SimulatedCall["messages"][number] {
  if (item.type === "function_call_output") return { role: "tool", text: textOf(item.output) ?? "", images: 0 };
  if (item.type === "function_call") return { role: "assistant", text: textOf(item.arguments) ?? "", images: 0 };
  const parts = partsOf(item);
  const words = parts.map((part) => textOf(part.text) ?? textOf(part.transcript) ?? "");
  const images = parts.filter(({ type }) => type === "input_image").length;
  return { role: textOf(item.role) ?? "user", text: words.filter((word) => word !== "").join("\n"), images };
}

function partsOf(item: JsonObject): JsonObject[] {
  return arrayOf(item.content).filter(isJsonObject);
}

function soundBytes({ type, audio }: JsonObject): number {
  if (type !== "input_audio") return 0;
  return typeof audio === "string" ? Buffer.byteLength(audio, "base64") : (countOf(audio) ?? 0);
}

function toolOf(value: Json): SimulatedCall["tools"] {
  const tool = objectOf(value);
  const name = textOf(tool?.name);
  return name === undefined ? [] : [{ name, parameters: objectOf(tool?.parameters) ?? { type: "object" } }];
}

function choiceOf(value: Json | undefined): SimulatedCall["toolChoice"] {
  const name = textOf(objectOf(value)?.name);
  if (name !== undefined) return { kind: "named", name };
  return { kind: value === "none" || value === "required" ? value : "auto" };
}
