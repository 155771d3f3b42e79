import type { AudioBlock, CacheHint, DocumentBlock, ImageBlock, RefusalBlock, TextBlock } from "@/lib/llm/chat-request";
import type { Json, JsonObject } from "@/lib/llm/json";
import { isJsonObject, objectOf, textOf } from "@/lib/llm/read-json";
import { invalid, notCarried } from "../fields";
import { readDataUrl } from "../read-data-url";

export type PartBlock = TextBlock | ImageBlock | DocumentBlock | AudioBlock | RefusalBlock;
type PartType = "text" | "refusal" | "image_url" | "input_audio" | "file";
type Reader = (part: JsonObject, path: string) => PartBlock;

const READERS: Readonly<Record<PartType, Reader>> = {
  text: (part, path) => ({ type: "text", text: required(part.text, `${path}.text`), ...cacheOf(part) }),
  refusal: (part, path) => ({ type: "refusal", text: required(part.refusal, `${path}.refusal`) }),
  image_url: readImage,
  input_audio: readAudio,
  file: readFile,
};

/** `content` as blocks: a string, or an array of the parts this role may hold. Throws AppError naming the part at fault. */
export function readParts(content: Json | undefined, path: string, allowed: readonly PartType[]): PartBlock[] {
  if (typeof content === "string") return [{ type: "text", text: content }];
  if (!Array.isArray(content)) throw invalid(path, "`content` must be a string or an array of parts.");
  return content.map((value, index) => {
    const at = `${path}[${index}]`;
    if (!isJsonObject(value)) throw invalid(at, "Each part of `content` must be an object with a `type`.");
    const type = allowed.find((word) => word === value.type);
    if (type !== undefined) return READERS[type](value, at);
    throw notCarried(at, `a part of the type "${textOf(value.type) ?? "?"}" in this role`);
  });
}

function readImage(part: JsonObject, path: string): ImageBlock {
  const image = objectOf(part.image_url);
  const url = required(image?.url ?? part.image_url, `${path}.image_url.url`);
  const detail = textOf(image?.detail);
  const inline = readDataUrl(url);
  return {
    type: "image",
    source: inline === undefined ? { kind: "url", url } : { kind: "base64", ...inline },
    ...(detail === undefined ? {} : { detail }),
    ...cacheOf(part),
  };
}

function readAudio(part: JsonObject, path: string): AudioBlock {
  const audio = objectOf(part.input_audio);
  return {
    type: "audio",
    format: required(audio?.format, `${path}.input_audio.format`),
    data: required(audio?.data, `${path}.input_audio.data`),
  };
}

function readFile(part: JsonObject, path: string): DocumentBlock {
  const file = objectOf(part.file);
  if (file?.file_id) throw notCarried(`${path}.file.file_id`, "files by id; send `file_data`");
  const data = required(file?.file_data, `${path}.file.file_data`);
  const title = textOf(file?.filename);
  return {
    type: "document",
    source: readDocument(data, path),
    ...(title === undefined ? {} : { title }),
    ...cacheOf(part),
  };
}

function readDocument(data: string, path: string): DocumentBlock["source"] {
  if (/^https?:\/\//.test(data)) return { kind: "url", url: data };
  const inline = readDataUrl(data);
  if (inline === undefined) throw invalid(`${path}.file.file_data`, "`file_data` must be a data URL.");
  if (!inline.mediaType.startsWith("text/")) return { kind: "base64", ...inline };
  return { kind: "text", text: Buffer.from(inline.data, "base64").toString("utf8") };
}

function required(value: Json | undefined, path: string): string {
  if (typeof value === "string") return value;
  throw invalid(path, `\`${path}\` must be a string.`);
}

/** Either spelling of "cache up to here"; anything longer than minutes asks for the hour. */
function cacheOf(part: JsonObject): { cache?: CacheHint } {
  const mark = objectOf(part.prompt_cache_breakpoint) ?? objectOf(part.cache_control);
  if (mark === undefined) return {};
  return { cache: { ttl: mark.ttl === undefined || mark.ttl === "5m" ? "5m" : "1h" } };
}
