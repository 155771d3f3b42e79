import type { Json, JsonObject } from "@/lib/llm/json";
import { isJsonObject } from "@/lib/llm/read-json";

/** Anthropic refuses a fifth breakpoint. */
const MOST_MARKS = 4;

/**
 * What marks the end of a prefix to cache. Always five minutes: a prefix kept for an hour costs twice its input price to write, and
 * usage has one class for writes, so the longer mark would be billed too low.
 */
export const CACHE_MARK: JsonObject = { type: "ephemeral" };

/** Leaves only the last four cache marks: the later a mark, the longer the prefix it saves. Changes the given body. */
export function keepLastCacheMarks(body: JsonObject): JsonObject {
  const marked = [...markedIn(body.system), ...markedIn(body.messages)];
  for (const block of marked.slice(0, -MOST_MARKS)) delete block.cache_control;
  return body;
}

function markedIn(value: Json | undefined): JsonObject[] {
  if (Array.isArray(value)) return value.flatMap((item) => markedIn(item));
  if (!isJsonObject(value)) return [];
  return [...markedIn(value.content), ...(value.cache_control === undefined ? [] : [value])];
}
