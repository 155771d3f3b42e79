import type { AudioBlock, CacheHint, DocumentBlock, ImageBlock, RefusalBlock, TextBlock } from "@/lib/llm/chat-request";
import type { Json, JsonObject } from "@/lib/llm/json";
import { isJsonObject, objectOf, textOf } from "@/lib/llm/read-json";
import { invalid, notCarried } from "../fields";
import { readDataUrl } from "../read-data-url";

export type ContentBlock = TextBlock | ImageBlock | DocumentBlock | AudioBlock | RefusalBlock;
type Reader = (part: JsonObject, path: string) => ContentBlock;

const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ["input_text", readText],
  ["output_text", readText],
  ["text", readText],
  ["input_image", readImage],
  ["input_file", readFile],
  ["input_audio", readAudio],
  ["refusal", (part, path) => ({ type: "refusal", text: required(part.refusal, `${path}.refusal`) })],
]);

/** `content` of an item as blocks: a string, or an array of parts. Throws AppError naming the part at fault. */
export function readContent(content: Json | undefined, path: string): ContentBlock[] {
  if (typeof content === "string") return [{ type: "text", text: content }];
  if (!Array.isArray(content)) throw invalid(path, `\`${path}\` must be a string or an array of parts.`);
  return content.map((value, index) => {
    const at = `${path}[${index}]`;
    if (!isJsonObject(value)) throw invalid(at, "Each part must be an object with a `type`.");
    const read = READERS.get(textOf(value.type) ?? "");
    if (read === undefined) throw notCarried(`${at}.type`, `a part of the type "${textOf(value.type) ?? "?"}"`);
    return read(value, at);
  });
}

function readText(part: JsonObject, path: string): TextBlock {
  return { type: "text", text: required(part.text, `${path}.text`), ...cacheOf(part) };
}

function readImage(part: JsonObject, path: string): ImageBlock {
  if (part.file_id) throw notCarried(`${path}.file_id`, "images by id; send `image_url`");
  const url = required(part.image_url, `${path}.image_url`);
  const detail = textOf(part.detail);
  const inline = readDataUrl(url);
  return {
    type: "image",
    source: inline === undefined ? { kind: "url", url } : { kind: "base64", ...inline },
    ...(detail === undefined ? {} : { detail }),
    ...cacheOf(part),
  };
}

function readFile(part: JsonObject, path: string): DocumentBlock {
  if (part.file_id) throw notCarried(`${path}.file_id`, "files by id; send `file_data`");
  const title = textOf(part.filename);
  const url = textOf(part.file_url);
  const source: DocumentBlock["source"] =
    url === undefined ? readFileData(required(part.file_data, `${path}.file_data`), path) : { kind: "url", url };
  return { type: "document", source, ...(title === undefined ? {} : { title }), ...cacheOf(part) };
}

function readFileData(data: string, path: string): DocumentBlock["source"] {
  const inline = readDataUrl(data);
  if (inline === undefined) throw invalid(`${path}.file_data`, "`file_data` must be a data URL.");
  if (!inline.mediaType.startsWith("text/")) return { kind: "base64", ...inline };
  return { kind: "text", text: Buffer.from(inline.data, "base64").toString("utf8") };
}

function readAudio(part: JsonObject, path: string): AudioBlock {
  const audio = objectOf(part.input_audio);
  return {
    type: "audio",
    format: required(audio?.format, `${path}.input_audio.format`),
    data: required(audio?.data, `${path}.input_audio.data`),
  };
}

function required(value: Json | undefined, path: string): string {
  if (typeof value === "string") return value;
  throw invalid(path, `\`${path}\` must be a string.`);
}

function cacheOf(part: JsonObject): { cache?: CacheHint } {
  const mark = objectOf(part.prompt_cache_breakpoint);
  if (mark === undefined) return {};
  return { cache: { ttl: mark.ttl === undefined || mark.ttl === "5m" ? "5m" : "1h" } };
}
