import type { Block, CacheHint, DocumentBlock, ImageBlock, TextBlock } from "@/lib/llm/chat-request";
import type { JsonObject } from "@/lib/llm/json";
import type { TargetCapabilities } from "../contract";
import { readArguments } from "../read-arguments";
import { unsupported } from "../unsupported";
import { CACHE_MARK } from "./cache-marks";
import { isOwnReasoning } from "./own-reasoning";
import { toolUseId } from "./tool-use-id";

const IMAGE_TYPES = new Set(["image/jpeg", "image/png", "image/gif", "image/webp"]);

/** One block as content blocks; none for what may be dropped (empty text, foreign reasoning). Throws for what may not. */
export function writeBlock(block: Block, accepts: TargetCapabilities): JsonObject[] {
  switch (block.type) {
    case "text":
      return writeText(block);
    case "refusal":
      return writeText({ type: "text", text: block.text });
    case "image":
      return [writeImage(block, accepts)];
    case "document":
      return [writeDocument(block)];
    case "audio":
      throw unsupported("messages", "sound");
    case "tool_call":
      return [{ type: "tool_use", id: toolUseId(block.id), name: block.name, input: readArguments(block.arguments) }];
    case "tool_result":
      return [
        {
          type: "tool_result",
          tool_use_id: toolUseId(block.toolCallId),
          content: block.content.flatMap((part) => writeBlock(part, accepts)),
          ...(block.isError ? { is_error: true } : {}),
        },
      ];
    case "reasoning":
      if (!isOwnReasoning(block)) return [];
      return block.redacted === true
        ? [{ type: "redacted_thinking", data: block.signature }]
        : [{ type: "thinking", thinking: block.text, signature: block.signature }];
  }
}

/** A text block; none for text without a visible character, which Anthropic refuses. */
export function writeText({ text, cache }: TextBlock): JsonObject[] {
  return text.trim() === "" ? [] : [{ type: "text", text, ...cacheOf(cache) }];
}

function writeImage({ source, cache }: ImageBlock, accepts: TargetCapabilities): JsonObject {
  if (accepts.images === false) throw unsupported("messages", "images");
  if (source.kind === "url") return { type: "image", source: { type: "url", url: source.url }, ...cacheOf(cache) };
  const { mediaType, data } = source;
  if (!IMAGE_TYPES.has(mediaType)) throw unsupported("messages", `images of the type ${mediaType}`);
  return { type: "image", source: { type: "base64", media_type: mediaType, data }, ...cacheOf(cache) };
}

function writeDocument({ source, title, cache }: DocumentBlock): JsonObject {
  const about = { ...(title === undefined ? {} : { title }), ...cacheOf(cache) };
  switch (source.kind) {
    case "url":
      return { type: "document", source: { type: "url", url: source.url }, ...about };
    case "text":
      return { type: "document", source: { type: "text", media_type: "text/plain", data: source.text }, ...about };
    case "base64":
      if (source.mediaType !== "application/pdf")
        throw unsupported("messages", `files of the type ${source.mediaType}`);
      return {
        type: "document",
        source: { type: "base64", media_type: source.mediaType, data: source.data },
        ...about,
      };
  }
}

function cacheOf(cache: CacheHint | undefined): JsonObject {
  return cache === undefined ? {} : { cache_control: { ...CACHE_MARK } };
}
