import { z } from "zod";

/** One line of the documentation's field tables. */
export interface FieldLine {
  name: string;
  type: string;
  required: boolean;
  description: string;
}

type JsonSchema = z.core.JSONSchema.BaseSchema;

/** The fields of `schema` as a reader sees them, one level deep; a union shows each alternative's. */
export function describeFields(schema: z.ZodType): FieldLine[] {
  const json = z.toJSONSchema(schema, { io: "input", unrepresentable: "any", reused: "inline" });
  return linesOf(json, json.$defs ?? {});
}

function linesOf(json: JsonSchema, definitions: Record<string, JsonSchema>): FieldLine[] {
  const own = resolve(json, definitions);
  const alternatives = own.anyOf ?? own.oneOf ?? own.allOf;
  if (alternatives !== undefined) return alternatives.flatMap((inner) => linesOf(inner as JsonSchema, definitions));
  return Object.entries(own.properties ?? {}).map(([name, property]) => {
    const field = resolve(property as JsonSchema, definitions);
    const required = own.required?.includes(name) === true;
    return { name, type: typeOf(field, definitions), required, description: wordsOn(field) };
  });
}

function wordsOn(field: JsonSchema): string {
  const example = field.example === undefined ? "" : `Such as ${JSON.stringify(field.example)}.`;
  return `${field.description ?? ""} ${example}`.trim();
}

function typeOf(field: JsonSchema, definitions: Record<string, JsonSchema>): string {
  const own = resolve(field, definitions);
  if (own.enum !== undefined) return own.enum.map((value) => JSON.stringify(value)).join(" | ");
  const alternatives = own.anyOf ?? own.oneOf;
  if (alternatives !== undefined)
    return [...new Set(alternatives.map((inner) => typeOf(inner as JsonSchema, definitions)))].join(" | ");
  if (own.type === "array") return `${typeOf((own.items ?? {}) as JsonSchema, definitions)}[]`;
  if (own.format !== undefined && own.type === "string") return own.format;
  const types: unknown = own.type;
  if (Array.isArray(types)) return types.join(" | ");
  return typeof types === "string" ? types : "any";
}

function resolve(json: JsonSchema, definitions: Record<string, JsonSchema>): JsonSchema {
  const name = json.$ref?.replace("#/$defs/", "");
  return name === undefined ? json : (definitions[name] ?? json);
}
