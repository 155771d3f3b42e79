const LF = 0x0a;
const CR = 0x0d;
const EMPTY = Buffer.alloc(0);

/**
 * Cuts a byte stream into server-sent-event frames at blank lines (LF, CRLF or CR; WHATWG HTML, section 9.2), keeping every
 * byte. Each frame ends with its blank line; `rest()` is what came after the last one.
 */
export class FrameSplitter {
  readonly #maxFrameBytes: number;
  /** Its first `#length` bytes are of a frame whose end has not come yet. */
  #store: Buffer = EMPTY;
  #length = 0;

  constructor(maxFrameBytes: number) {
    this.#maxFrameBytes = maxFrameBytes;
  }

  /** Complete frames that end inside `chunk`. Throws RangeError when one outgrows the cap. */
  push(chunk: Buffer): Buffer[] {
    if (this.#length === 0 && isOneFrame(chunk)) return [chunk];
    let from = Math.max(0, this.#length - 3);
    const bytes = this.#length === 0 ? chunk : this.#joined(chunk);
    const frames: Buffer[] = [];
    let start = 0;
    for (;;) {
      const end = frameEnd(bytes, from);
      if (end === -1) break;
      frames.push(bytes.subarray(start, end));
      start = end;
      from = end;
    }
    // What goes out shares the memory of `bytes`, so what is left is not written into that again.
    if (start > 0 || this.#length === 0) this.#store = start === bytes.length ? EMPTY : bytes.subarray(start);
    this.#length = bytes.length - start;
    if (this.#length > this.#maxFrameBytes)
      throw new RangeError(`one event is larger than ${this.#maxFrameBytes} bytes`);
    return frames;
  }

  rest(): Buffer {
    return this.#store.subarray(0, this.#length);
  }

  /** The store with `chunk` behind it, grown by doubling: a large frame in small pieces must not be copied with each of them. */
  #joined(chunk: Buffer): Buffer {
    const length = this.#length + chunk.length;
    if (length > this.#store.length) {
      const larger = Buffer.allocUnsafe(Math.max(length, this.#length * 2));
      this.#store.copy(larger, 0, 0, this.#length);
      this.#store = larger;
    }
    chunk.copy(this.#store, this.#length);
    return this.#store.subarray(0, length);
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
