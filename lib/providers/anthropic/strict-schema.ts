import type { Json, JsonObject } from "@/lib/llm/json";
import { arrayOf, isJsonObject, objectOf, textOf } from "@/lib/llm/read-json";

/** Keywords structured output refuses; they go into the description, so that the model still reads them. */
const REFUSED = new Set([
  "minLength",
  "maxLength",
  "pattern",
  "minimum",
  "maximum",
  "exclusiveMinimum",
  "exclusiveMaximum",
  "multipleOf",
  "maxItems",
  "uniqueItems",
  "minProperties",
  "maxProperties",
  "patternProperties",
  "propertyNames",
  "contains",
  "not",
  "if",
  "then",
  "else",
]);

/** Members that hold schemas by name, lists of schemas, and one schema. */
const BY_NAME = new Set(["properties", "$defs", "definitions"]);
const LISTS = new Set(["anyOf", "oneOf", "allOf"]);

/**
 * A JSON Schema as structured output takes it (Anthropic docs, "Structured outputs", JSON Schema limitations): every object closed,
 * `oneOf` as `anyOf`, unsupported constraints told in the description.
 */
export function toStrictSchema(schema: JsonObject): JsonObject {
  const told: string[] = [];
  const strict: JsonObject = {};
  for (const [name, value] of Object.entries(schema)) {
    if (REFUSED.has(name) || (name === "minItems" && value !== 0 && value !== 1))
      told.push(`${name}: ${JSON.stringify(value)}`);
    else strict[name === "oneOf" ? "anyOf" : name] = toStrictMember(name, value);
  }
  if (isObjectSchema(schema)) strict.additionalProperties = false;
  if (told.length > 0)
    strict.description = [textOf(schema.description), `(${told.join(", ")})`].filter(Boolean).join(" ");
  return strict;
}

function toStrictMember(name: string, value: Json): Json {
  if (BY_NAME.has(name)) {
    const entries = Object.entries(objectOf(value) ?? {});
    return Object.fromEntries(
      entries.map(([key, schema]) => [key, isJsonObject(schema) ? toStrictSchema(schema) : schema]),
    );
  }
  if (LISTS.has(name)) return arrayOf(value).map((schema) => (isJsonObject(schema) ? toStrictSchema(schema) : schema));
  return name === "items" && isJsonObject(value) ? toStrictSchema(value) : value;
}

function isObjectSchema(schema: JsonObject): boolean {
  return schema.type === "object" || arrayOf(schema.type).includes("object") || schema.properties !== undefined;
}
