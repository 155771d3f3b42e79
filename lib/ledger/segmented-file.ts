import { closeSync, openSync, readdirSync, readFileSync, rmSync, statSync, writeSync } from "node:fs";
import { join } from "node:path";

interface Segment {
  path: string;
  /** Offset of its first byte in the whole. */
  from: number;
  to: number;
}

/** Bytes that were appended and are not on disk yet: a stretch of whoever's buffer, untouched until they are. */
interface Waiting {
  bytes: Buffer;
  from: number;
  to: number;
}

/** More than this does not wait, nor more than a segment holds. */
const MOST_WAITING = 64 * 1024;

interface SegmentedFileOptions {
  segmentBytes?: number;
  /** Told when something waits and nothing did before. Without it, nothing waits. */
  onWaiting?: () => void;
}

/**
 * An append-only file cut into segments, so that what is no longer needed can go. Offsets count from the first byte ever appended.
 * What was appended waits for `write`, which is one synchronous write into the page cache: it survives this process, not a power cut.
 */
export class SegmentedFile {
  readonly #directory: string;
  readonly #name: string;
  readonly #segmentBytes: number;
  readonly #segments: Segment[];
  readonly #onWaiting: (() => void) | undefined;
  #waiting: Waiting | null = null;
  #isWhole = true;
  #descriptor: number | null = null;

  /** Finds the segments that are there already. Throws what the file system throws. */
  constructor(directory: string, name: string, { segmentBytes, onWaiting }: SegmentedFileOptions = {}) {
    this.#directory = directory;
    this.#name = name;
    this.#segmentBytes = segmentBytes ?? Number.POSITIVE_INFINITY;
    this.#onWaiting = onWaiting;
    this.#segments = findSegments(directory, name);
  }

  /** Where the next byte goes. */
  get end(): number {
    return (this.#segments.at(-1)?.to ?? 0) + this.#waitingBytes;
  }

  /** Whether `write` has something to write. */
  get isWaiting(): boolean {
    return this.#waiting !== null;
  }

  /** Whether everything that was appended is on disk or still waits; false from the first write on that failed. */
  get isWhole(): boolean {
    return this.#isWhole;
  }

  /** Bytes on disk or on their way there. */
  get size(): number {
    return this.end - this.begin;
  }

  /** The first byte still on disk. */
  get begin(): number {
    return this.#segments[0]?.from ?? 0;
  }

  /** Appends bytes `from` to `to` of a buffer, which must stay as they are until they are written. Throws as `write` does. */
  append(bytes: Buffer, from = 0, to = bytes.length): void {
    const had = this.#waiting;
    if (had !== null && had.bytes === bytes && had.to === from) had.to = to;
    else {
      this.write();
      this.#waiting = { bytes, from, to };
      this.#onWaiting?.();
    }
    if (this.#onWaiting === undefined || this.#waitingBytes > Math.min(MOST_WAITING, this.#segmentBytes)) this.write();
  }

  /**
   * Writes what waits. Throws when the disk refuses: what waited is then not in the file, or half of it, and whoever gave it keeps it;
   * what a failed write left behind is overwritten by nobody.
   */
  write(): void {
    const waiting = this.#waiting;
    if (waiting === null) return;
    this.#waiting = null;
    try {
      this.#put(waiting);
    } catch (error) {
      this.#isWhole = false;
      throw error;
    }
  }

  /** The bytes from one offset to another. */
  read(from: number, to: number): Buffer {
    this.write();
    const pieces: Buffer[] = [];
    for (const segment of this.#segments) {
      if (segment.to <= from || segment.from >= to) continue;
      const bytes = readFileSync(segment.path);
      pieces.push(bytes.subarray(Math.max(0, from - segment.from), Math.min(bytes.length, to - segment.from)));
    }
    return Buffer.concat(pieces);
  }

  /** Removes the segments that lie wholly before an offset; the one that is written to stays. */
  dropBefore(offset: number): void {
    while (this.#segments.length > 1 && (this.#segments[0]?.to ?? 0) <= offset) this.#drop();
  }

  /** Lets go of the file; what still waits is not written. */
  close(): void {
    this.#waiting = null;
    if (this.#descriptor !== null) closeSync(this.#descriptor);
    this.#descriptor = null;
  }

  get #waitingBytes(): number {
    return this.#waiting === null ? 0 : this.#waiting.to - this.#waiting.from;
  }

  #put({ bytes, from, to }: Waiting): void {
    const segment = this.#current();
    const descriptor = this.#descriptor ?? this.#open(segment);
    let at = from;
    while (at < to) {
      const written = writeSync(descriptor, bytes, at, to - at);
      at += written;
      segment.to += written;
    }
  }

  #current(): Segment {
    const last = this.#segments.at(-1);
    if (last !== undefined && this.#descriptor !== null && last.to - last.from < this.#segmentBytes) return last;
    this.close();
    const from = this.end;
    const made = { path: join(this.#directory, `${this.#name}-${String(from).padStart(16, "0")}.log`), from, to: from };
    this.#segments.push(made);
    return made;
  }

  #open(segment: Segment): number {
    this.#descriptor = openSync(segment.path, "a", 0o600);
    return this.#descriptor;
  }

  #drop(): void {
    const gone = this.#segments.shift();
    if (gone !== undefined) rmSync(gone.path, { force: true });
  }
}

function findSegments(directory: string, name: string): Segment[] {
  return readdirSync(directory)
    .flatMap((file) => {
      const from = startOf(file, name);
      if (from === null) return [];
      const path = join(directory, file);
      return [{ path, from, to: from + statSync(path).size }];
    })
    .sort((a, b) => a.from - b.from);
}

/** The offset in `<name>-<offset>.log`; null for any other file. */
function startOf(file: string, name: string): number | null {
  if (!file.startsWith(`${name}-`) || !file.endsWith(".log")) return null;
  const digits = file.slice(name.length + 1, -".log".length);
  return /^\d{16}$/.test(digits) ? Number(digits) : null;
}
