import { AppError } from "@/lib/errors/app-error";

/** Bytes of a header's value by its type; strings and byte strings carry their own length. */
const SIZE_OF_TYPE: Readonly<Record<number, number>> = { 0: 0, 1: 0, 2: 1, 3: 2, 4: 4, 5: 8, 8: 8, 9: 16 };
const BYTES = 6;
const STRING = 7;

/**
 * Headers of one message that are strings, by name; values of other types are passed over. Throws AppError `upstream_error` for
 * headers that do not fit their length.
 */
export function readHeaders(bytes: Buffer): ReadonlyMap<string, string> {
  const headers = new Map<string, string>();
  let at = 0;
  while (at < bytes.length) {
    const nameEnd = at + 1 + byteAt(bytes, at);
    const type = byteAt(bytes, nameEnd);
    const [from, to] = boundsOf(bytes, nameEnd + 1, type);
    if (type === STRING) headers.set(bytes.toString("utf8", at + 1, nameEnd), bytes.toString("utf8", from, to));
    at = to;
  }
  return headers;
}

function boundsOf(bytes: Buffer, at: number, type: number): [number, number] {
  const from = type === STRING || type === BYTES ? at + 2 : at;
  const size =
    type === STRING || type === BYTES ? (byteAt(bytes, at) << 8) + byteAt(bytes, at + 1) : SIZE_OF_TYPE[type];
  if (size === undefined || from + size > bytes.length) throw broken();
  return [from, from + size];
}

function byteAt(bytes: Buffer, at: number): number {
  const value = bytes[at];
  if (value === undefined) throw broken();
  return value;
}

function broken(): AppError {
  return new AppError("upstream_error", "The upstream's stream could not be read. Try again.", {
    internal: "event-stream headers do not fit their length",
  });
}
