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
  /** Tools and answer formats; counted as the JSON they are. */
  schemas: Json[];
  /** UTF-8 bytes of these as they came. */
  schemaBytes: number;
  hasTools: boolean;
}

/** Members of a body that hold the conversation, whatever the dialect. */
const CONVERSATION = ["messages", "system", "prompt", "input"] as const;
const SCHEMAS = ["tools", "functions", "response_format"] as const;
const IMAGES: ReadonlySet<unknown> = new Set(["image", "image_url", "input_image"]);
const FILES: ReadonlySet<unknown> = new Set(["file", "input_file", "document"]);

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
    messages: Array.isArray(body.messages) ? body.messages.length : 1,
    nodes: 0,
    images: 0,
    soundChars: 0,
    fileChars: 0,
    references: 0,
    schemas: [],
    schemaBytes: 0,
    hasTools: false,
  };
  for (const name of CONVERSATION) {
    const value = body[name];
    if (value !== undefined) walk(value, parts);
  }
  for (const name of SCHEMAS) addSchema(body[name], name, parts, members);
  return parts;
}

function addSchema(value: Json | undefined, name: string, parts: PromptParts, members: readonly Span[]): void {
  if (value === undefined || value === null) return;
  parts.schemas.push(value);
  if (name !== "response_format") parts.hasTools = true;
  const span = members.find(({ key }) => key === name);
  if (span !== undefined) parts.schemaBytes += span.valueEnd - span.valueStart;
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
    return;
  }
  if (type === "input_audio" || type === "audio") {
    parts.soundChars += longestString(value);
    return;
  }
  if (FILES.has(type) && addFile(value, parts)) return;
  for (const key in value) {
    const member = value[key];
    // Names of members are short and known: a node each pays for them, unless somebody writes a prompt into them.
    if (key.length > 20) addText(key, parts);
    if (member !== undefined) walk(member, parts);
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
