import type { Json, JsonObject } from "@/lib/llm/json";

/** A prompt taken apart for sizing. Nothing is copied: texts are the body's own strings. */
export interface PromptParts {
  texts: string[];
  /** UTF-8 bytes of the texts. */
  textBytes: number;
  textChars: number;
  messages: number;
  /** Strings, numbers, members and elements: each costs a few tokens at most for how it is written down. */
  nodes: number;
  images: number;
  /** Base64 characters of sound and of files. */
  soundChars: number;
  fileChars: number;
  /** Files that are named and not sent: their size is anybody's guess. */
  references: number;
  /** Tools, answer formats and whatever else is long; counted as the JSON they are. */
  schemas: Json[];
  /** UTF-8 bytes of these as they came. */
  schemaBytes: number;
  hasTools: boolean;
  /** The answer is asked for as sound. */
  speaks: boolean;
  /** Tokens that were sent as such. */
  tokens?: number;
  /** The most that sound which was not sent as base64 can last. */
  soundSeconds?: number;
}

/** Members of a body that hold the conversation, whatever the dialect. */
const CONVERSATION: ReadonlySet<string> = new Set([
  "messages",
  "system",
  "prompt",
  "input",
  "instructions",
  "contents",
  "systemInstruction",
  "system_instruction",
]);
const TOOLS: ReadonlySet<string> = new Set(["tools", "functions"]);
/** Other members that are no longer than this are settings, and no model reads them. */
const SETTING_BYTES = 200;
const IMAGES: ReadonlySet<unknown> = new Set(["image", "image_url", "input_image"]);

type Taker = (value: JsonObject, parts: PromptParts) => true;
/** Members of parts that have no `type`: their name says what they are. What a function took and gave is JSON, whatever it looks like. */
const OWN_KIND: ReadonlyMap<string, Taker> = new Map([
  ["inlineData", addInline],
  ["inline_data", addInline],
  ["fileData", addReference],
  ["file_data", addReference],
  ["args", addJson],
  ["response", addJson],
]);

const FILES: ReadonlySet<unknown> = new Set(["file", "input_file", "document"]);
/** Members of pictures, sound and files that hold them, or say how they are to be taken. */
const MEDIA: ReadonlySet<string> = new Set([
  ...["type", "image", "image_url", "source", "input_audio", "audio", "data", "url", "format", "media_type", "detail"],
  ...["file", "file_id", "file_data", "file_url", "filename", "cache_control"],
]);

interface Span {
  key: string;
  valueStart: number;
  valueEnd: number;
}

/** Takes a chat body apart in one walk. `members` are the spans of the body's top-level members in its bytes. */
export function partsOf(body: JsonObject, members: readonly Span[]): PromptParts {
  const parts: PromptParts = {
    texts: [],
    textBytes: 0,
    textChars: 0,
    messages: lengthOf(body.messages ?? body.contents),
    nodes: 0,
    images: 0,
    soundChars: 0,
    fileChars: 0,
    references: 0,
    schemas: [],
    schemaBytes: 0,
    hasTools: false,
    speaks: asksForSound(body),
  };
  for (const { key, valueStart, valueEnd } of members) {
    const value = body[key];
    if (value === undefined || value === null) continue;
    if (CONVERSATION.has(key)) walk(value, parts);
    else addSchema(value, { key, bytes: valueEnd - valueStart }, parts);
  }
  return parts;
}

function addSchema(value: Json, { key, bytes }: { key: string; bytes: number }, parts: PromptParts): void {
  const isTools = TOOLS.has(key);
  if (!isTools && bytes <= SETTING_BYTES) return;
  parts.hasTools ||= isTools;
  parts.schemas.push(value);
  parts.schemaBytes += bytes;
}

function walk(value: Json, parts: PromptParts): void {
  parts.nodes++;
  if (typeof value === "string") {
    addText(value, parts);
  } else if (Array.isArray(value)) {
    for (const item of value) walk(item, parts);
  } else if (typeof value === "object" && value !== null) {
    walkObject(value, parts);
  }
}

function walkObject(value: JsonObject, parts: PromptParts): void {
  const { type } = value;
  if (IMAGES.has(type)) {
    parts.images++;
    walkBeside(value, parts);
    return;
  }
  if (type === "input_audio" || type === "audio") {
    parts.soundChars += longestString(value);
    walkBeside(value, parts);
    return;
  }
  if (FILES.has(type) && addFile(value, parts)) {
    walkBeside(value, parts);
    return;
  }
  for (const key in value) {
    const member = value[key];
    if (isObject(member) && OWN_KIND.get(key)?.(member, parts) === true) continue;
    // Names of members are short and known: a node each pays for them, unless somebody writes a prompt into them.
    if (key.length > 20) addText(key, parts);
    if (member !== undefined) walk(member, parts);
  }
}

/** Titles, and whatever else stands beside: a message that is labelled as a picture is read as the text it has. */
function walkBeside(value: JsonObject, parts: PromptParts): void {
  for (const key in value) {
    const member = value[key];
    if (!MEDIA.has(key) && member !== undefined && member !== null) walk(member, parts);
  }
}

/** False for a file that is plain text: it is walked like any other. */
function addFile(value: JsonObject, parts: PromptParts): boolean {
  const inner = isObject(value.file) ? value.file : isObject(value.source) ? value.source : value;
  if (inner.type === "text" || inner.type === "content") return false;
  const chars = Math.max(stringLength(inner.file_data), stringLength(inner.data));
  if (chars > 0) parts.fileChars += chars;
  else parts.references++;
  return true;
}

function addJson(value: JsonObject, parts: PromptParts): true {
  parts.schemas.push(value);
  parts.schemaBytes += Buffer.byteLength(JSON.stringify(value));
  return true;
}

function addReference(_file: JsonObject, parts: PromptParts): true {
  parts.references++;
  return true;
}

function addInline(data: JsonObject, parts: PromptParts): true {
  const type = String(data.mimeType ?? data.mime_type ?? "");
  if (type.startsWith("image/")) parts.images++;
  else if (type.startsWith("audio/")) parts.soundChars += stringLength(data.data);
  else parts.fileChars += stringLength(data.data);
  return true;
}

function asksForSound(body: JsonObject): boolean {
  const config = body.generationConfig ?? body.generation_config;
  const ways = isObject(config) ? (config.responseModalities ?? config.response_modalities) : body.modalities;
  return Array.isArray(ways) && (ways.includes("audio") || ways.includes("AUDIO"));
}

function lengthOf(list: Json | undefined): number {
  return Array.isArray(list) ? list.length : 1;
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function stringLength(value: Json | undefined): number {
  return typeof value === "string" ? value.length : 0;
}

function longestString(value: Json | undefined): number {
  if (typeof value === "string") return value.length;
  if (!isObject(value)) return 0;
  let longest = 0;
  for (const key in value) longest = Math.max(longest, longestString(value[key]));
  return longest;
}

function addText(text: string, parts: PromptParts): void {
  parts.texts.push(text);
  parts.textChars += text.length;
  parts.textBytes += Buffer.byteLength(text);
}
