import type { Json, JsonObject } from "@/lib/llm/json";
import { isJsonObject } from "@/lib/llm/read-json";
import { invalid } from "../fields";

const SNAKE = /_([a-z0-9])/g;

/**
 * One message of Google's API with its members in camelCase: its servers take both spellings of every member (protobuf's JSON mapping),
 * so policy must too. `path` names it, empty for the body. Only this level: what lies deeper may be the caller's own data. Throws AppError for a member in both spellings.
 */
export function protoOf(value: Json | undefined, path: string): JsonObject {
  if (!isJsonObject(value)) throw invalid(path, `\`${path}\` must be an object.`);
  if (!Object.keys(value).some((name) => name.includes("_"))) return value;
  const members: JsonObject = {};
  for (const [name, member] of Object.entries(value)) {
    const spelled = camel(name);
    if (spelled in members)
      throw invalid(
        path === "" ? spelled : `${path}.${spelled}`,
        `\`${spelled}\` was sent in two spellings. Send one.`,
      );
    members[spelled] = member;
  }
  return members;
}

/** Like `protoOf`; undefined for what is missing or null. */
export function optionalProto(value: Json | undefined, path: string): JsonObject | undefined {
  return value === undefined || value === null ? undefined : protoOf(value, path);
}

/** A repeated member; missing or null gives none. Throws AppError for anything else. */
export function listOf(value: Json | undefined, path: string): readonly Json[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value;
  throw invalid(path, `\`${path}\` must be an array.`);
}

/** The name under which a body carries a member: as the caller spelled it, or in camelCase when it is not there. */
export function spellingOf(body: JsonObject, name: string): string {
  return Object.keys(body).find((key) => camel(key) === name) ?? name;
}

function camel(name: string): string {
  // A leading underscore belongs to the name (`_responseJsonSchema`).
  return name.slice(0, 1) + name.slice(1).replace(SNAKE, (_, letter: string) => letter.toUpperCase());
}
