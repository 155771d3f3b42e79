import type { Json, JsonObject } from "./json";

/** Only the members that have a value, so that what was not asked for is not sent. */
export function withoutUndefined(members: Record<string, Json | undefined>): JsonObject {
  return Object.fromEntries(Object.entries(members).filter((entry): entry is [string, Json] => entry[1] !== undefined));
}
