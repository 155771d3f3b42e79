import type { Json, JsonObject } from "./json";

/** True for a plain JSON object; arrays and null are not. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value as an object, or undefined. */
export function objectOf(value: unknown): JsonObject | undefined {
  return isJsonObject(value) ? value : undefined;
}

/** The value as an array; anything else gives an empty one. */
export function arrayOf(value: unknown): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

/** The value as a string, or undefined. */
export function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** No model reads or writes more tokens than this in one call, so a report above it is broken and must not be billed. */
const MOST_TOKENS = 100_000_000;

/** A count an upstream reported: a whole number from 0 up. NaN, negative, fractional, absurd or missing gives undefined. */
export function countOf(value: unknown): number | undefined {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 && value <= MOST_TOKENS
    ? value
    : undefined;
}

/** JSON text as a value; undefined when it is not JSON. For upstream bodies, where garbage is a case and not a surprise. */
export function parseJson(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
