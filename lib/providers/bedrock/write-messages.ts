import type { Block, CacheHint, ChatMessage } from "@/lib/llm/chat-request";
import type { Json, JsonObject } from "@/lib/llm/json";
import { isOwnReasoning } from "../anthropic/own-reasoning";
import { toolUseId } from "../anthropic/tool-use-id";
import { toTurns } from "../conversation-turns";
import { readArguments } from "../read-arguments";
import { unsupported } from "../unsupported";
import { CACHE_POINT, keepLastCachePoints } from "./cache-point";
import { newNames, writeDocument, writeImage } from "./write-media";

/** Stands where a turn must be and the caller had nothing to say, and beside a document, which may not be alone. */
const PLACEHOLDER: JsonObject = { text: "." };

/** The conversation after its leading system messages, beginning with the user. Throws AppError `unsupported_parameter` for content Converse cannot take. */
export function writeMessages(messages: readonly ChatMessage[], { caches }: { caches: boolean }): Json[] {
  const names = newNames();
  const turns = toTurns(messages).map(({ role, blocks }) => {
    const content = blocks.flatMap((block) => [...writeBlock(block, names), ...cachePointOf(block, caches)]);
    return { role, content: withText(content) };
  });
  const begins = turns[0]?.role === "user" ? turns : [{ role: "user", content: [PLACEHOLDER] }, ...turns];
  return keepLastCachePoints(begins);
}

function withText(content: JsonObject[]): JsonObject[] {
  if (content.length === 0) return [PLACEHOLDER];
  const hasDocument = content.some((block) => block.document !== undefined);
  return hasDocument && !content.some((block) => block.text !== undefined) ? [...content, PLACEHOLDER] : content;
}

function cachePointOf(block: Block, caches: boolean): JsonObject[] {
  const cache: CacheHint | undefined = "cache" in block ? block.cache : undefined;
  return cache !== undefined && caches ? [CACHE_POINT] : [];
}

/** One block as content blocks; none for what may be dropped (empty text, thoughts without proof). */
function writeBlock(block: Block, names: (title: string | undefined) => string): JsonObject[] {
  switch (block.type) {
    case "text":
    case "refusal":
      return block.text.trim() === "" ? [] : [{ text: block.text }];
    case "image":
      return [writeImage(block)];
    case "document":
      return [writeDocument(block, names)];
    case "audio":
      throw unsupported("messages", "sound");
    case "tool_call": {
      const toolUse = { toolUseId: toolUseId(block.id), name: block.name, input: readArguments(block.arguments) };
      return [{ toolUse }];
    }
    case "tool_result": {
      const parts = block.content.flatMap((part) => writeBlock(part, names));
      const content = parts.length > 0 ? parts : [PLACEHOLDER];
      const status = block.isError ? { status: "error" } : {};
      return [{ toolResult: { toolUseId: toolUseId(block.toolCallId), content, ...status } }];
    }
    case "reasoning":
      return writeReasoning(block);
  }
}

/** Thoughts signed by the maker of the model, wherever it was hosted: its signatures hold on every platform. */
function writeReasoning(block: Block): JsonObject[] {
  if (!isOwnReasoning(block)) return [];
  const { text, signature, redacted } = block;
  if (redacted === true) return [{ reasoningContent: { redactedContent: signature } }];
  return [{ reasoningContent: { reasoningText: { text, signature } } }];
}
