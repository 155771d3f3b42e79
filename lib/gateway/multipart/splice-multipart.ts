import type { Json } from "@/lib/llm/json";
import type { FormBody } from "./read-multipart";

/** The form with the content of these plain fields replaced; fields it does not have are added at its end. Every other byte stays. */
export function spliceMultipart({ bytes, boundary, parts }: FormBody, set: Record<string, Json>): Buffer {
  const pieces: Buffer[] = [];
  let copied = 0;
  const missing = new Set(Object.keys(set));
  for (const part of parts) {
    const value = set[part.name];
    if (value === undefined || part.filename !== null) continue;
    missing.delete(part.name);
    pieces.push(bytes.subarray(copied, part.start), Buffer.from(String(value)));
    copied = part.end;
  }
  const lastEnd = parts.at(-1)?.end ?? 0;
  if (missing.size === 0) return Buffer.concat([...pieces, bytes.subarray(copied)]);
  pieces.push(bytes.subarray(copied, lastEnd));
  for (const name of missing) pieces.push(Buffer.from(fieldOf(boundary, name, String(set[name]))));
  return Buffer.concat([...pieces, bytes.subarray(lastEnd)]);
}

function fieldOf(boundary: string, name: string, value: string): string {
  return `\r\n--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}`;
}
