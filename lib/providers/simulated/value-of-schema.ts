import type { Json, JsonObject } from "@/lib/llm/json";
import { arrayOf, isJsonObject, objectOf, textOf } from "@/lib/llm/read-json";

const DEEPEST = 12;
const MOST_VALUES = 2000;
const LONGEST_STRING = 1000;

const STRINGS_OF_FORMAT: ReadonlyMap<unknown, string> = new Map([
  ["date", "2026-01-01"],
  ["date-time", "2026-01-01T00:00:00Z"],
  ["time", "00:00:00Z"],
  ["duration", "P1D"],
  ["email", "simulated@example.com"],
  ["uri", "https://example.com/simulated"],
  ["hostname", "example.com"],
  ["ipv4", "192.0.2.1"],
  ["uuid", "00000000-0000-4000-8000-000000000000"],
]);

type Maker = (schema: JsonObject, context: Context) => Json;

interface Context {
  root: JsonObject;
  depth: number;
  /** Name of the property the value is for; makes strings readable. */
  name: string;
  /** Values still allowed in all; a hostile schema could ask for thousands to the power of its depth. */
  budget: { left: number };
}

const MAKERS: ReadonlyMap<string, Maker> = new Map<string, Maker>([
  ["object", makeObject],
  ["array", makeArray],
  ["string", makeString],
  ["number", makeNumber],
  ["integer", makeNumber],
  ["boolean", () => true],
  ["null", () => null],
]);

/**
 * A value that satisfies a JSON Schema, the same one every time: required properties (all of them when none is required), the first
 * of any alternatives, bounds and formats kept. `pattern` is met only through `examples`, `default`, `enum` or `const`.
 */
export function valueOfSchema(schema: JsonObject): Json {
  return make(schema, { root: schema, depth: 0, name: "value", budget: { left: MOST_VALUES } });
}

function make(schema: JsonObject, context: Context): Json {
  context.budget.left -= 1;
  if (context.depth > DEEPEST || context.budget.left < 0) return null;
  const given = schema.const ?? arrayOf(schema.enum)[0] ?? schema.default ?? arrayOf(schema.examples)[0];
  if (given !== undefined) return given;
  const elsewhere = redirect(schema, context);
  if (elsewhere !== undefined) return make(elsewhere, { ...context, depth: context.depth + 1 });
  return (MAKERS.get(typeOf(schema)) ?? makeString)(schema, context);
}

/** The schema that `$ref`, `anyOf`, `oneOf` or `allOf` leads to, with what stands beside it kept. */
function redirect(schema: JsonObject, context: Context): JsonObject | undefined {
  const reference = textOf(schema.$ref);
  if (reference !== undefined) return resolve(reference, context.root);
  const [alternative] = [...arrayOf(schema.anyOf), ...arrayOf(schema.oneOf)];
  if (isJsonObject(alternative)) return merge({ ...schema, anyOf: [], oneOf: [] }, alternative);
  const parts = arrayOf(schema.allOf).filter(isJsonObject);
  return parts.length === 0 ? undefined : parts.reduce(merge, { ...schema, allOf: [] });
}

function resolve(reference: string, root: JsonObject): JsonObject {
  const steps = reference.replace(/^#\/?/, "").split("/").filter(Boolean);
  const found = steps.reduce<Json | undefined>(
    (at, step) => objectOf(at)?.[step.replaceAll("~1", "/").replaceAll("~0", "~")],
    root,
  );
  return objectOf(found) ?? {};
}

function merge(one: JsonObject, other: JsonObject): JsonObject {
  return {
    ...one,
    ...other,
    properties: { ...objectOf(one.properties), ...objectOf(other.properties) },
    required: [...arrayOf(one.required), ...arrayOf(other.required)],
  };
}

function typeOf(schema: JsonObject): string {
  const named = textOf(schema.type) ?? textOf(arrayOf(schema.type)[0]);
  if (named !== undefined) return named;
  if (schema.properties !== undefined) return "object";
  return schema.items === undefined ? "string" : "array";
}

function makeObject(schema: JsonObject, context: Context): Json {
  const properties = objectOf(schema.properties) ?? {};
  const required = arrayOf(schema.required).filter((name) => typeof name === "string");
  const names = required.length > 0 ? [...new Set(required)] : Object.keys(properties);
  return Object.fromEntries(
    names.map((name) => [name, make(objectOf(properties[name]) ?? {}, { ...context, depth: context.depth + 1, name })]),
  );
}

function makeArray(schema: JsonObject, context: Context): Json {
  const most = numberOf(schema.maxItems) ?? Number.POSITIVE_INFINITY;
  const deep = context.depth > DEEPEST / 2;
  const length = Math.min(Math.max(numberOf(schema.minItems) ?? (deep ? 0 : 1), 0), most, context.budget.left);
  const items = objectOf(schema.items) ?? {};
  return Array.from({ length }, () => make(items, { ...context, depth: context.depth + 1 }));
}

function makeString(schema: JsonObject, { name }: Context): Json {
  const text = STRINGS_OF_FORMAT.get(schema.format) ?? `simulated ${name}`;
  return text
    .padEnd(Math.min(numberOf(schema.minLength) ?? 0, LONGEST_STRING), ".")
    .slice(0, numberOf(schema.maxLength));
}

function makeNumber(schema: JsonObject): Json {
  const step = numberOf(schema.multipleOf) || 1;
  const above = numberOf(schema.exclusiveMinimum);
  const low = numberOf(schema.minimum) ?? (above === undefined ? undefined : above + Math.min(step, 1));
  const below = numberOf(schema.exclusiveMaximum);
  const high = numberOf(schema.maximum) ?? (below === undefined ? undefined : below - Math.min(step, 1));
  const wished = low ?? Math.min(step, high ?? step);
  const fitted = Math.ceil(wished / step) * step;
  return high !== undefined && fitted > high ? Math.floor(high / step) * step : fitted;
}

function numberOf(value: Json | undefined): number | undefined {
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}
