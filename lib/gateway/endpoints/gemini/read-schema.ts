import type { Json, JsonObject } from "@/lib/llm/json";
import { isJsonObject } from "@/lib/llm/read-json";
import { protoOf } from "./proto";

/** Members that say nothing to other models: the order in which fields are written, and a sample. */
const DROPPED: ReadonlySet<string> = new Set(["nullable", "propertyOrdering", "example"]);
const COUNTS: ReadonlySet<string> = new Set([
  "minItems",
  "maxItems",
  "minLength",
  "maxLength",
  "minProperties",
  "maxProperties",
]);
const SPELLED: Readonly<Record<string, string>> = { ref: "$ref", defs: "$defs" };

/**
 * Google's `Schema` (a subset of OpenAPI 3.0 with upper-case types) as JSON Schema. Throws AppError naming the place for what is no
 * schema.
 */
export function readSchema(value: Json, path: string): JsonObject {
  const schema = protoOf(value, path);
  const read: JsonObject = {};
  for (const [name, member] of Object.entries(schema)) {
    if (DROPPED.has(name) || member === null) continue;
    read[SPELLED[name] ?? name] = readMember(name, member, `${path}.${name}`);
  }
  return schema.nullable === true ? orNull(read) : read;
}

function readMember(name: string, member: Json, path: string): Json {
  if (name === "type") return typeof member === "string" ? member.toLowerCase() : member;
  // 64-bit numbers are strings in protobuf's JSON.
  if (COUNTS.has(name)) return typeof member === "string" ? Number(member) : member;
  if (name === "items" || (name === "additionalProperties" && isJsonObject(member))) return readSchema(member, path);
  if (name === "anyOf" && Array.isArray(member)) {
    return member.map((option, index) => readSchema(option, `${path}[${index}]`));
  }
  if ((name === "properties" || name === "defs") && isJsonObject(member)) {
    return Object.fromEntries(
      Object.entries(member).map(([key, property]) => [key, readSchema(property, `${path}.${key}`)]),
    );
  }
  return member;
}

function orNull(schema: JsonObject): JsonObject {
  const { type, enum: words } = schema;
  if (typeof type !== "string") return { anyOf: [schema, { type: "null" }] };
  return {
    ...schema,
    type: [type, "null"],
    ...(Array.isArray(words) && !words.includes(null) ? { enum: [...words, null] } : {}),
  };
}
