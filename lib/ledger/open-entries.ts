import type { ClosedExchange, OpenEntry } from "./contract";
import { exchangeLine } from "./exchange-line";
import { SegmentedFile } from "./segmented-file";

/** The name of the file of running exchanges. */
export const OPEN = "open";

const BUFFER_BYTES = 64 * 1024;
const BYTES_PER_CHARACTER = 3;

/** Exchanges that began in one stretch of the file, and how many of them are still open. */
interface Stretch {
  from: number;
  open: number;
}

interface OpenEntriesOptions {
  segmentBytes: number;
  /** Told when something waits for `write`. */
  onWaiting: () => void;
  /** Called before lines go that were needed until now. Throws when the disk refuses. */
  beforeDrop: () => void;
  /** Told when the disk refuses an update. */
  onRefuse: (error: unknown) => void;
}

class Entry implements OpenEntry {
  readonly #entries: OpenEntries;
  /** Where its latest line is; null once it is closed. */
  stretch: Stretch | null;

  constructor(entries: OpenEntries, stretch: Stretch) {
    this.#entries = entries;
    this.stretch = stretch;
  }

  update(soFar: ClosedExchange): void {
    if (this.stretch !== null) this.#entries.update(this, soFar);
  }
}

/**
 * The journal of exchanges that are running: a line when one begins and whenever more of it is known, each a whole record as it
 * would be if the process died now. A stretch of the file goes when none of its exchanges is open any more.
 */
export class OpenEntries {
  readonly #file: SegmentedFile;
  readonly #options: OpenEntriesOptions;
  readonly #buffer = Buffer.allocUnsafe(BUFFER_BYTES);
  /** Where the next line goes in the buffer; what is before it may wait for the disk. */
  #at = 0;
  #stretches: Stretch[] = [];
  #isClosed = false;

  constructor(directory: string, options: OpenEntriesOptions) {
    const { segmentBytes, onWaiting } = options;
    this.#file = new SegmentedFile(directory, OPEN, { segmentBytes, onWaiting });
    this.#options = options;
  }

  get size(): number {
    return this.#file.size;
  }

  /** Throws when the disk refuses. */
  open(ifInterrupted: ClosedExchange): OpenEntry {
    const stretch = this.#write(ifInterrupted);
    stretch.open += 1;
    return new Entry(this, stretch);
  }

  /**
   * The new line takes the place of the old one, which may be in a stretch that can go. Where the disk refuses, the old one stands:
   * a call must not fail because less of it would be known after a crash.
   */
  update(entry: Entry, soFar: ClosedExchange): void {
    if (this.#isClosed) return;
    try {
      const stretch = this.#write(soFar);
      stretch.open += 1;
      this.#leave(entry);
      entry.stretch = stretch;
    } catch (error) {
      this.#options.onRefuse(error);
    }
  }

  /** Its closed line is in the spool, so these are not needed any more. */
  settle(entry: OpenEntry): void {
    try {
      if (entry instanceof Entry) this.#leave(entry);
    } catch (error) {
      this.#options.onRefuse(error);
    }
  }

  /** Writes down what waits. Throws when the disk refuses. */
  write(): void {
    this.#file.write();
  }

  close(): void {
    this.#isClosed = true;
    this.#file.close();
  }

  #leave(entry: Entry): void {
    const { stretch } = entry;
    entry.stretch = null;
    if (stretch === null) return;
    stretch.open -= 1;
    if (stretch.open === 0 && stretch === this.#stretches[0] && this.#stretches.length > 1) this.#dropSettled();
  }

  #dropSettled(): void {
    this.#options.beforeDrop();
    while (this.#stretches.length > 1 && this.#stretches[0]?.open === 0) this.#stretches.shift();
    this.#file.dropBefore(this.#stretches[0]?.from ?? 0);
  }

  #write(exchange: ClosedExchange): Stretch {
    const line = exchangeLine(exchange, false);
    const from = this.#file.end;
    this.#append(line);
    const last = this.#stretches.at(-1);
    if (last !== undefined && from - last.from < this.#options.segmentBytes) return last;
    const made = { from, open: 0 };
    this.#stretches.push(made);
    return made;
  }

  #append(line: string): void {
    const mostBytes = line.length * BYTES_PER_CHARACTER;
    if (mostBytes > BUFFER_BYTES) {
      this.#file.append(Buffer.from(line));
      return;
    }
    if (mostBytes > BUFFER_BYTES - this.#at) this.#file.write();
    if (!this.#file.isWaiting) this.#at = 0;
    const from = this.#at;
    this.#at += this.#buffer.write(line, from, "utf8");
    this.#file.append(this.#buffer, from, this.#at);
  }
}
