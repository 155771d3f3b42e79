import type { AudioBlock, Block, DocumentBlock, ImageBlock, TextBlock } from "@/lib/llm/chat-request";
import type { Json, JsonObject } from "@/lib/llm/json";
import { textOf } from "@/lib/llm/read-json";
import { invalid, notCarried } from "../fields";
import { readOwnProof } from "./own-reasoning";
import { protoOf } from "./proto";

export type MediaBlock = ImageBlock | DocumentBlock | AudioBlock | TextBlock;

/** Members that say something about a part and are no content of their own; other models have no use for them. */
const ABOUT: ReadonlySet<string> = new Set(["thought", "thoughtSignature", "mediaResolution", "partMetadata"]);
const FORMAT_OF: ReadonlyMap<string, string> = new Map([
  ["mpeg", "mp3"],
  ["mp3", "mp3"],
  ["wav", "wav"],
  ["x-wav", "wav"],
  ["wave", "wav"],
]);

/** What a part holds, by the one member that carries content. Throws AppError for a part with none, or with two. */
export function contentOf(value: Json, path: string): { part: JsonObject; kind: string } {
  const part = protoOf(value, path);
  const kinds = Object.keys(part).filter((name) => !ABOUT.has(name) && part[name] !== null);
  const [kind = "text", second] = kinds;
  if (kinds.length === 0 && part.thoughtSignature === undefined) {
    throw invalid(
      path,
      "Each part needs content: `text`, `inlineData`, `fileData`, `functionCall` or `functionResponse`.",
    );
  }
  if (second !== undefined) throw notCarried(`${path}.${second}`, `\`${second}\` beside \`${kind}\` in one part`);
  return { part, kind };
}

/** A part of a user's or system's content. Throws AppError `unsupported_parameter` for what the hub cannot carry. */
export function readMedia(part: JsonObject, kind: string, path: string): MediaBlock {
  switch (kind) {
    case "text":
      return { type: "text", text: required(part.text ?? "", `${path}.text`) };
    case "inlineData":
      return readInline(protoOf(part.inlineData, `${path}.inlineData`), `${path}.inlineData`);
    case "fileData":
      return readFile(protoOf(part.fileData, `${path}.fileData`), `${path}.fileData`);
    default:
      throw notCarried(`${path}.${kind}`, `a part with \`${kind}\` here`);
  }
}

/** A part of what the model said before; undefined for what only its own provider could read. */
export function readSpoken(part: JsonObject, path: string): Block | undefined {
  const text = required(part.text ?? "", `${path}.text`);
  const proof = textOf(part.thoughtSignature);
  const kept = proof === undefined ? undefined : readOwnProof(proof);
  if (kept !== undefined) return kept;
  if (text === "") return undefined;
  return { type: part.thought === true ? "reasoning" : "text", text };
}

function readInline(data: JsonObject, path: string): MediaBlock {
  const mediaType = required(data.mimeType, `${path}.mimeType`).toLowerCase();
  const base64 = standardBase64(required(data.data, `${path}.data`));
  const [family, kind = ""] = mediaType.split(";", 1)[0]?.split("/", 2) ?? [];
  if (family === "image") return { type: "image", source: { kind: "base64", mediaType, data: base64 } };
  if (family === "audio") return { type: "audio", format: FORMAT_OF.get(kind) ?? kind, data: base64 };
  if (family === "video") throw notCarried(path, "video");
  const title = textOf(data.displayName);
  const source: DocumentBlock["source"] =
    family === "text"
      ? { kind: "text", text: Buffer.from(base64, "base64").toString("utf8") }
      : { kind: "base64", mediaType, data: base64 };
  return { type: "document", source, ...(title === undefined ? {} : { title }) };
}

/** Only what can be fetched by anybody: files of Google's own storage can be read by its models alone. */
function readFile(data: JsonObject, path: string): MediaBlock {
  const url = required(data.fileUri, `${path}.fileUri`);
  const mediaType = textOf(data.mimeType)?.toLowerCase() ?? "";
  if (!/^https?:\/\//.test(url)) throw notCarried(`${path}.fileUri`, "files that are not on the web");
  if (mediaType.startsWith("image/")) return { type: "image", source: { kind: "url", url } };
  if (mediaType === "application/pdf") return { type: "document", source: { kind: "url", url } };
  throw notCarried(`${path}.mimeType`, `files of the type "${mediaType}" by URL`);
}

/** Protobuf's JSON takes both alphabets of base64; other providers take the older one only. */
function standardBase64(data: string): string {
  return data.replaceAll("-", "+").replaceAll("_", "/");
}

function required(value: Json | undefined, path: string): string {
  if (typeof value === "string") return value;
  throw invalid(path, `\`${path}\` must be a string.`);
}
