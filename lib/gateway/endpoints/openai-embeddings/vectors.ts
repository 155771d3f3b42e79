import type { Json } from "@/lib/llm/json";

/** A vector as callers asked for it: numbers, or their float32 in little-endian base64 (OpenAI API reference, "Create embeddings"). */
export function writeVector(vector: readonly number[], format: "float" | "base64"): Json {
  if (format === "float") return [...vector];
  const bytes = Buffer.alloc(vector.length * 4);
  for (const [index, value] of vector.entries()) bytes.writeFloatLE(value, index * 4);
  return bytes.toString("base64");
}

/** Null for what is no vector. */
export function readVector(value: Json | undefined): number[] | null {
  if (Array.isArray(value)) {
    const numbers = value.filter((one) => typeof one === "number");
    return numbers.length === value.length ? numbers : null;
  }
  if (typeof value !== "string") return null;
  const bytes = Buffer.from(value, "base64");
  if (bytes.length === 0 || bytes.length % 4 !== 0) return null;
  return Array.from({ length: bytes.length / 4 }, (_, index) => bytes.readFloatLE(index * 4));
}
