import { closeSync, openSync, readdirSync, readFileSync, rmSync, statSync, writeSync } from "node:fs";
import { join } from "node:path";

interface Segment {
  path: string;
  /** Offset of its first byte in the whole. */
  from: number;
  to: number;
}

/**
 * An append-only file cut into segments, so that what is no longer needed can go. Offsets count from the first byte ever written.
 * Appending is one synchronous write into the page cache: it survives this process, not a power cut.
 */
export class SegmentedFile {
  readonly #directory: string;
  readonly #name: string;
  readonly #segmentBytes: number;
  readonly #segments: Segment[];
  #descriptor: number | null = null;

  /** Finds the segments that are there already. Throws what the file system throws. */
  constructor(directory: string, name: string, segmentBytes = Number.POSITIVE_INFINITY) {
    this.#directory = directory;
    this.#name = name;
    this.#segmentBytes = segmentBytes;
    this.#segments = findSegments(directory, name);
  }

  /** Where the next byte goes. */
  get end(): number {
    return this.#segments.at(-1)?.to ?? 0;
  }

  /** Bytes on disk. */
  get size(): number {
    return this.end - this.begin;
  }

  /** The first byte still on disk. */
  get begin(): number {
    return this.#segments[0]?.from ?? 0;
  }

  /** Appends bytes `from` to `to` of a buffer. Throws when the disk refuses; what a failed write left behind is overwritten by nobody. */
  append(bytes: Buffer, from = 0, to = bytes.length): void {
    const segment = this.#current();
    const descriptor = this.#descriptor ?? this.#open(segment);
    let at = from;
    while (at < to) {
      const written = writeSync(descriptor, bytes, at, to - at);
      at += written;
      segment.to += written;
    }
  }

  /** The bytes from one offset to another, which must be on disk. */
  read(from: number, to: number): Buffer {
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

  close(): void {
    if (this.#descriptor !== null) closeSync(this.#descriptor);
    this.#descriptor = null;
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
