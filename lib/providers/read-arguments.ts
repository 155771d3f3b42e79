import type { JsonObject } from "@/lib/llm/json";
import { objectOf, parseJson } from "@/lib/llm/read-json";

/** A tool call's arguments for dialects that want an object; what is no JSON object is kept as it was written, under `_raw`. */
export function readArguments(json: string): JsonObject {
  return objectOf(parseJson(json === "" ? "{}" : json)) ?? { _raw: json };
}
