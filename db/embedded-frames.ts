/** Framing of the PostgreSQL wire protocol, version 3 (https://www.postgresql.org/docs/17/protocol-message-formats.html). */

const SSL_REQUEST = 80877103;
const GSS_REQUEST = 80877104;
const CANCEL_REQUEST = 80877102;
const PROTOCOL_MAJOR = 3;
/** Larger than any statement the application sends; a client that claims more is not speaking this protocol. */
const MAX_MESSAGE_BYTES = 256 * 1024 * 1024;

export type Opening =
  | { kind: "incomplete" }
  | { kind: "encryption"; rest: Buffer }
  | { kind: "startup"; message: Buffer; rest: Buffer }
  | { kind: "refused" };

/** Reads the untyped first message of a connection: an encryption request, a start-up message, or something we refuse. */
export function readOpening(buffered: Buffer): Opening {
  if (buffered.length < 8) return { kind: "incomplete" };
  const length = buffered.readInt32BE(0);
  const code = buffered.readInt32BE(4);
  if (length < 8 || length > 10_000 || code === CANCEL_REQUEST) return { kind: "refused" };
  if (buffered.length < length) return { kind: "incomplete" };
  const rest = buffered.subarray(length);
  if (code === SSL_REQUEST || code === GSS_REQUEST) return { kind: "encryption", rest };
  if (code >> 16 !== PROTOCOL_MAJOR) return { kind: "refused" };
  return { kind: "startup", message: buffered.subarray(0, length), rest };
}

export interface Frame {
  /** The message's type byte as a character. */
  type: string;
  /** Type, length and payload. */
  bytes: Buffer;
}

/** Splits complete typed messages off the front of `buffered`. Throws when the bytes cannot be this protocol. */
export function splitFrames(buffered: Buffer): { frames: Frame[]; rest: Buffer } {
  const frames: Frame[] = [];
  let offset = 0;
  while (buffered.length - offset >= 5) {
    const length = buffered.readInt32BE(offset + 1);
    if (length < 4 || length > MAX_MESSAGE_BYTES) throw new Error("Not a PostgreSQL message.");
    const end = offset + 1 + length;
    if (end > buffered.length) break;
    frames.push({ type: String.fromCharCode(buffered[offset] ?? 0), bytes: buffered.subarray(offset, end) });
    offset = end;
  }
  return { frames, rest: buffered.subarray(offset) };
}

/** The zero-terminated string that starts `offset` bytes into a frame's payload. */
export function readText(frame: Frame, offset = 0): string {
  const start = 5 + offset;
  const end = frame.bytes.indexOf(0, start);
  return frame.bytes.toString("utf8", start, end === -1 ? frame.bytes.length : end);
}

/** A typed message with the given payload. */
export function makeFrame(type: string, payload: Uint8Array): Buffer {
  const head = Buffer.alloc(5);
  head.write(type, 0, "latin1");
  head.writeInt32BE(payload.length + 4, 1);
  return Buffer.concat([head, payload]);
}

/** A simple query. */
export function queryFrame(sql: string): Buffer {
  return makeFrame("Q", Buffer.from(`${sql}\0`));
}

/** Forgets one prepared statement. */
export function closeStatementFrame(name: string): Buffer {
  return makeFrame("C", Buffer.from(`S${name}\0`));
}

/** Ends a run of extended-protocol messages. */
export const SYNC_FRAME = makeFrame("S", Buffer.alloc(0));

/** Asks the client for its password in the clear; the listener is on loopback only. */
export const PASSWORD_REQUEST_FRAME = makeFrame("R", Buffer.from([0, 0, 0, 3]));

/** A fatal error, after which the connection closes. `code` is a SQLSTATE. */
export function fatalFrame(code: string, message: string): Buffer {
  return makeFrame("E", Buffer.from(`SFATAL\0VFATAL\0C${code}\0M${message}\0\0`));
}
