import { readCarriedProof } from "@/lib/llm/carried-proof";
import type { Block, CacheHint, DocumentBlock, ImageBlock, ReasoningBlock, TextBlock } from "@/lib/llm/chat-request";
import type { Json, JsonObject } from "@/lib/llm/json";
import { arrayOf, isJsonObject, objectOf, textOf } from "@/lib/llm/read-json";
import { invalid, notCarried } from "../fields";

/** Whose proofs this dialect's own signatures are. */
const NATIVE_MAKER = "anthropic";

type Reader = (block: JsonObject, path: string) => Block[];

/** `content`: a string, or blocks of which each type has its reader. Throws AppError naming the block at fault. */
export function readBlocks(content: Json | undefined, path: string, readers: ReadonlyMap<unknown, Reader>): Block[] {
  if (typeof content === "string") return [{ type: "text", text: content }];
  if (!Array.isArray(content)) throw invalid(path, "`content` must be a string or a list of blocks.");
  return content.flatMap((value, index) => {
    const at = `${path}[${index}]`;
    if (!isJsonObject(value)) throw invalid(at, "Each block of `content` must be an object with a `type`.");
    const read = readers.get(value.type);
    if (read === undefined) throw notCarried(at, `a block of the type "${textOf(value.type) ?? "?"}" in this place`);
    return read(value, at);
  });
}

/** A `text` block; marks of what to cache stay. */
export function readText(block: JsonObject, path: string): [TextBlock] {
  return [{ type: "text", text: required(block.text, `${path}.text`), ...cacheOf(block) }];
}

/** An `image` block from base64 or a URL. */
export function readImage(block: JsonObject, path: string): [ImageBlock] {
  const source = objectOf(block.source);
  switch (source?.type) {
    case "base64": {
      const mediaType = required(source.media_type, `${path}.source.media_type`);
      const data = required(source.data, `${path}.source.data`);
      return [{ type: "image", source: { kind: "base64", mediaType, data }, ...cacheOf(block) }];
    }
    case "url":
      return [
        { type: "image", source: { kind: "url", url: required(source.url, `${path}.source.url`) }, ...cacheOf(block) },
      ];
    default:
      throw notCarried(`${path}.source.type`, `images from "${textOf(source?.type) ?? "?"}"; send base64 or a URL`);
  }
}

/** A `document` block; its `context` is told in words before it. Throws where answers should cite it. */
export function readDocument(block: JsonObject, path: string): Block[] {
  refuseCitations(block, path);
  const title = textOf(block.title);
  const context = textOf(block.context);
  const document: DocumentBlock = {
    type: "document",
    source: readSource(objectOf(block.source), path),
    ...(title === undefined ? {} : { title }),
    ...cacheOf(block),
  };
  return context === undefined || context === "" ? [document] : [{ type: "text", text: context }, document];
}

/** A `search_result` block as the text document it is. */
export function readSearchResult(block: JsonObject, path: string): [DocumentBlock] {
  refuseCitations(block, path);
  const title = [textOf(block.title), textOf(block.source)].filter(Boolean).join(" — ");
  return [{ type: "document", source: { kind: "text", text: joinedText(block.content, `${path}.content`) }, title }];
}

/** `thinking` and `redacted_thinking` with the proof's maker: ours says whose it is, any other is this dialect's own. */
export function readReasoning(block: JsonObject): ReasoningBlock[] {
  const redacted = block.type === "redacted_thinking";
  const signature = textOf(redacted ? block.data : block.signature) ?? "";
  const text = redacted ? "" : (textOf(block.thinking) ?? "");
  const carried = readCarriedProof(signature);
  if (carried?.use === "call") return [];
  const { proof, madeBy } = carried ?? { proof: signature, madeBy: NATIVE_MAKER };
  if (proof === "" && text === "") return [];
  return [
    {
      type: "reasoning",
      text,
      ...(proof === "" ? {} : { signature: proof, madeBy }),
      ...(redacted ? { redacted } : {}),
    },
  ];
}

function readSource(source: JsonObject | undefined, path: string): DocumentBlock["source"] {
  switch (source?.type) {
    case "base64": {
      const mediaType = textOf(source.media_type) ?? "application/pdf";
      return { kind: "base64", mediaType, data: required(source.data, `${path}.source.data`) };
    }
    case "text":
      return { kind: "text", text: required(source.data, `${path}.source.data`) };
    case "content":
      return { kind: "text", text: joinedText(source.content, `${path}.source.content`) };
    case "url":
      return { kind: "url", url: required(source.url, `${path}.source.url`) };
    default:
      throw notCarried(`${path}.source.type`, `documents from "${textOf(source?.type) ?? "?"}"; send their data`);
  }
}

function joinedText(content: Json | undefined, path: string): string {
  if (typeof content === "string") return content;
  return arrayOf(content)
    .map((value, index) => {
      const block = objectOf(value);
      if (block?.type !== "text") throw notCarried(`${path}[${index}]`, "anything but text inside a document");
      return required(block.text, `${path}[${index}].text`);
    })
    .join("\n");
}

function refuseCitations(block: JsonObject, path: string): void {
  if (objectOf(block.citations)?.enabled === true) throw notCarried(`${path}.citations`, "a demand for citations");
}

/** A string. Throws AppError `invalid_request` naming `path` for anything else. */
export function required(value: Json | undefined, path: string): string {
  if (typeof value === "string") return value;
  throw invalid(path, `\`${path}\` must be a string.`);
}

function cacheOf(block: JsonObject): { cache?: CacheHint } {
  const mark = objectOf(block.cache_control);
  return mark === undefined ? {} : { cache: { ttl: mark.ttl === "1h" ? "1h" : "5m" } };
}
