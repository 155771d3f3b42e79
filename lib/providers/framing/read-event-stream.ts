import { crc32 } from "node:zlib";
import { AppError } from "@/lib/errors/app-error";
import type { SseEvent } from "../contract";
import { readHeaders } from "./event-stream-headers";

/** Total length, length of the headers, checksum of these two. */
const PRELUDE_BYTES = 12;
const CHECKSUM_BYTES = 4;
/** Longest message the translate lane holds in memory. */
const MAX_MESSAGE_BYTES = 1024 * 1024;

/**
 * Whole messages of `application/vnd.amazon.eventstream` out of bytes cut anywhere (AWS, "Event stream encoding"): both checksums are
 * verified, the payload is UTF-8. `event` is the event's type; exceptions and errors come as `exception:<type>`. Pull-based; a
 * message cut short at the end is left out. Throws AppError `upstream_error` for a broken message or one above 1 MB.
 */
export async function* readEventStream(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<SseEvent> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of bytes) {
    rest = rest.length === 0 ? Buffer.from(chunk) : Buffer.concat([rest, chunk]);
    for (let length = wholeLength(rest); length > 0; length = wholeLength(rest)) {
      yield readMessage(rest.subarray(0, length));
      rest = rest.subarray(length);
    }
  }
}

/** The length of the message the bytes begin with; 0 while it has not come whole. */
function wholeLength(bytes: Buffer): number {
  if (bytes.length < PRELUDE_BYTES) return 0;
  const length = bytes.readUInt32BE(0);
  const headers = bytes.readUInt32BE(4);
  if (crc32(bytes.subarray(0, 8)) !== bytes.readUInt32BE(8)) throw broken("the prelude's checksum is wrong");
  if (length > MAX_MESSAGE_BYTES) throw broken("a message is larger than 1 MB");
  if (length < PRELUDE_BYTES + headers + CHECKSUM_BYTES) throw broken("the lengths contradict each other");
  return length <= bytes.length ? length : 0;
}

function readMessage(message: Buffer): SseEvent {
  const end = message.length - CHECKSUM_BYTES;
  if (crc32(message.subarray(0, end)) !== message.readUInt32BE(end)) throw broken("a message's checksum is wrong");
  const payloadAt = PRELUDE_BYTES + message.readUInt32BE(4);
  const headers = readHeaders(message.subarray(PRELUDE_BYTES, payloadAt));
  return { event: eventOf(headers), data: message.toString("utf8", payloadAt, end) };
}

function eventOf(headers: ReadonlyMap<string, string>): string {
  const kind = headers.get(":message-type");
  if (kind === "exception") return `exception:${headers.get(":exception-type") ?? ""}`;
  if (kind === "error") return `exception:${headers.get(":error-code") ?? ""}`;
  return headers.get(":event-type") ?? "";
}

function broken(internal: string): AppError {
  return new AppError("upstream_error", "The upstream's stream could not be read. Try again.", { internal });
}
