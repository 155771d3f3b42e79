const LF = 0x0a;
const CR = 0x0d;
const EMPTY = Buffer.alloc(0);

/**
 * Cuts a byte stream into server-sent-event frames at blank lines (LF, CRLF or CR; WHATWG HTML, section 9.2), keeping every
 * byte. Each frame ends with its blank line; `rest()` is what came after the last one.
 */
export class FrameSplitter {
  readonly #maxFrameBytes: number;
  #carry: Buffer = EMPTY;

  constructor(maxFrameBytes: number) {
    this.#maxFrameBytes = maxFrameBytes;
  }

  /** Complete frames that end inside `chunk`. Throws RangeError when one outgrows the cap. */
  push(chunk: Buffer): Buffer[] {
    if (this.#carry.length === 0 && isOneFrame(chunk)) return [chunk];
    const bytes = this.#carry.length === 0 ? chunk : Buffer.concat([this.#carry, chunk]);
    const frames: Buffer[] = [];
    let start = 0;
    let from = Math.max(0, this.#carry.length - 3);
    for (;;) {
      const end = frameEnd(bytes, from);
      if (end === -1) break;
      frames.push(bytes.subarray(start, end));
      start = end;
      from = end;
    }
    this.#carry = start === bytes.length ? EMPTY : bytes.subarray(start);
    if (this.#carry.length > this.#maxFrameBytes)
      throw new RangeError(`one event is larger than ${this.#maxFrameBytes} bytes`);
    return frames;
  }

  rest(): Buffer {
    return this.#carry;
  }
}

/** Most chunks are one frame of one line: seen with two searches instead of a look at every byte. */
function isOneFrame(chunk: Buffer): boolean {
  const end = chunk.length - 2;
  return end > 0 && chunk.indexOf(LF) === end && chunk[end + 1] === LF && !chunk.includes(CR);
}

/** One past the blank line that ends the first frame at or after `from`; -1 when none ends yet. */
function frameEnd(bytes: Buffer, from: number): number {
  for (let at = from; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === LF) {
      if (bytes[at + 1] === LF) return at + 2;
      if (bytes[at + 1] === CR && bytes[at + 2] === LF) return at + 3;
    } else if (byte === CR && bytes[at + 1] === CR) {
      return at + 2;
    }
  }
  return -1;
}
