import type { JsonObject } from "@/lib/llm/json";

/** Ends a prefix to cache, for five minutes: the longer mark costs more to write, and usage has one class for writes. */
export const CACHE_POINT: JsonObject = { cachePoint: { type: "default" } };

/** Converse refuses a fifth. */
const MOST_POINTS = 4;

/** The messages with only their last four cache points: the later one is, the longer the prefix it saves. */
export function keepLastCachePoints(messages: { role: string; content: JsonObject[] }[]): JsonObject[] {
  const all = messages.flatMap(({ content }) => content.filter((block) => block === CACHE_POINT)).length;
  let surplus = Math.max(0, all - MOST_POINTS);
  return messages.map(({ role, content }) => ({
    role,
    content: content.filter((block) => {
      if (block !== CACHE_POINT || surplus === 0) return true;
      surplus -= 1;
      return false;
    }),
  }));
}
