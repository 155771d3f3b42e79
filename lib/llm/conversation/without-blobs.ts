/** Longer runs of base64 are pictures, sounds or files. */
const BLOB_CHARS = 1024;
const BASE64 = /^(?:data:[\w.+/-]+;base64,)?[A-Za-z0-9+/_-]+={0,2}$/;

/** A `JSON.stringify` replacer that says how long a blob was in place of it. */
export function withoutBlobs(_key: string, value: unknown): unknown {
  if (typeof value !== "string" || value.length <= BLOB_CHARS || !BASE64.test(value)) return value;
  return `[${value.length} characters of base64 not kept]`;
}
