import { badResponse, type Framing } from "./read-head";

/** A stretch of the bytes just read, valid only during the call. */
export interface Stretch {
  bytes: Buffer;
  from: number;
  to: number;
}

/** Takes a body's bytes out of what the connection carries. */
export interface BodyReader {
  /** Hands content on and gives the position after what belongs to this body. Throws EgressError `bad_response`. */
  read(stretch: Stretch, onContent: (content: Buffer) => void): number;
  /** Nothing more belongs to this body. */
  readonly isDone: boolean;
  /** The connection ended: whether that is a proper end. */
  readonly mayEndHere: boolean;
}

/** The reader for a head's framing. */
export function bodyReader(framing: Framing): BodyReader {
  switch (framing.kind) {
    case "none":
      return new LengthReader(0);
    case "length":
      return new LengthReader(framing.bytes);
    case "chunked":
      return new ChunkedReader();
    case "until_close":
      return UNTIL_CLOSE;
  }
}

/** What was read into a buffer that the next read overwrites, as bytes of their own. */
function copied({ bytes, from, to }: Stretch): Buffer {
  return Buffer.copyBytesFrom(bytes, from, to - from);
}

class LengthReader implements BodyReader {
  #left: number;

  constructor(bytes: number) {
    this.#left = bytes;
  }

  get isDone(): boolean {
    return this.#left === 0;
  }

  get mayEndHere(): boolean {
    return this.#left === 0;
  }

  read({ bytes, from, to }: Stretch, onContent: (content: Buffer) => void): number {
    const end = Math.min(to, from + this.#left);
    this.#left -= end - from;
    if (end > from) onContent(copied({ bytes, from, to: end }));
    return end;
  }
}

const UNTIL_CLOSE: BodyReader = {
  isDone: false,
  mayEndHere: true,
  read(stretch, onContent) {
    if (stretch.to > stretch.from) onContent(copied(stretch));
    return stretch.to;
  },
};

const LF = 10;
const CR = 13;
const SEMICOLON = 59;
/** Sizes above 2^44 bytes are nonsense, and would not be exact for much longer. */
const SIZE_DIGITS_MAX = 11;
/** A size with its extensions, or all trailers together. */
const LINE_BYTES_MAX = 16 * 1024;

type State = "size" | "extension" | "size_end" | "content" | "content_cr" | "content_lf" | "trailer" | "done";

/** Chunked transfer coding (RFC 9112, section 7.1). Extensions and trailers are skipped. */
class ChunkedReader implements BodyReader {
  #state: State = "size";
  #size = 0;
  #digits = 0;
  /** Bytes of the line that is being skipped or read; in trailers, of all lines together. */
  #lineBytes = 0;
  #trailerLine = 0;
  #left = 0;

  get isDone(): boolean {
    return this.#state === "done";
  }

  get mayEndHere(): boolean {
    return this.#state === "done";
  }

  read({ bytes, from, to }: Stretch, onContent: (content: Buffer) => void): number {
    let at = from;
    while (at < to && this.#state !== "done") {
      if (this.#state !== "content") {
        this.#take(bytes[at] ?? 0);
        at += 1;
        continue;
      }
      const end = Math.min(to, at + this.#left);
      this.#left -= end - at;
      onContent(copied({ bytes, from: at, to: end }));
      if (this.#left === 0) this.#state = "content_cr";
      at = end;
    }
    return at;
  }

  /** One byte between contents. */
  #take(byte: number): void {
    switch (this.#state) {
      case "size":
        this.#takeOfSize(byte);
        return;
      case "extension":
        this.#countLine();
        if (byte === CR) this.#state = "size_end";
        else if (byte === LF) throw badResponse("a chunk's extension holds a bare line feed");
        return;
      case "size_end":
        this.#expect(byte, LF);
        this.#begin();
        return;
      case "content_cr":
        this.#expect(byte, CR);
        this.#state = "content_lf";
        return;
      case "content_lf":
        this.#expect(byte, LF);
        this.#state = "size";
        return;
      default:
        this.#takeOfTrailer(byte);
    }
  }

  #takeOfSize(byte: number): void {
    const digit = hexDigit(byte);
    if (digit !== -1) {
      this.#size = this.#size * 16 + digit;
      this.#digits += 1;
      if (this.#digits > SIZE_DIGITS_MAX) throw badResponse("a chunk is too large");
      return;
    }
    if (this.#digits === 0) throw badResponse("a chunk has no size");
    if (byte === CR) this.#state = "size_end";
    else if (byte === SEMICOLON || byte === 32 || byte === 9) this.#state = "extension";
    else throw badResponse("a chunk's size is no hexadecimal number");
  }

  /** A size line is complete. */
  #begin(): void {
    this.#left = this.#size;
    this.#state = this.#size === 0 ? "trailer" : "content";
    this.#size = 0;
    this.#digits = 0;
    this.#lineBytes = 0;
  }

  #takeOfTrailer(byte: number): void {
    this.#countLine();
    if (byte === CR) return;
    if (byte !== LF) {
      this.#trailerLine += 1;
      return;
    }
    if (this.#trailerLine === 0) this.#state = "done";
    this.#trailerLine = 0;
  }

  #countLine(): void {
    this.#lineBytes += 1;
    if (this.#lineBytes > LINE_BYTES_MAX) throw badResponse("a chunk's extension or the trailers are too long");
  }

  #expect(byte: number, wanted: number): void {
    if (byte !== wanted) throw badResponse("a chunk does not end where its size says");
  }
}

function hexDigit(byte: number): number {
  if (byte >= 48 && byte <= 57) return byte - 48;
  const lower = byte | 32;
  return lower >= 97 && lower <= 102 ? lower - 87 : -1;
}
