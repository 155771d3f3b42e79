import { mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { newId } from "@/lib/crypto/new-id";
import { aheadOfSends } from "@/lib/end-of-turn";
import type { ClosedExchange, OpenEntry } from "./contract";
import { OpenEntries } from "./open-entries";
import { SegmentedFile } from "./segmented-file";
import { claimSpool } from "./spool-owner";

const SEGMENT_BYTES = 16 * 1024 * 1024;
const OPEN_SEGMENT_BYTES = 4 * 1024 * 1024;
/** A file goes segment by segment, so a small spool needs small ones to become empty again. */
const SEGMENTS_AT_LEAST = 16;
/** Folders in the making: no other process may take one for left behind. */
export const MAKING = ".";

/** The name of the file of closed exchanges. */
export const CLOSED = "closed";

/**
 * One process's journal of exchanges that are not in Postgres yet. Offsets are bytes of closed lines ever appended; Postgres
 * keeps how far it has got under the same `writerId`.
 */
export interface Spool {
  readonly writerId: string;
  /** The offset at which the next line goes. */
  readonly end: number;
  /** Bytes it takes, wherever. */
  readonly size: number;
  /** Whether what is appended survives this process. */
  readonly isDurable: boolean;
  /** The bytes are on disk at the end of the turn, and must stay as they are until then. Throws when the disk refuses already now. */
  append(bytes: Buffer, from: number, to: number): void;
  /** Writes down now what waits for the end of the turn; whether every closed line there ever was is on disk. */
  write(): boolean;
  read(from: number, to: number): string;
  open(ifInterrupted: ClosedExchange): OpenEntry;
  settle(entry: OpenEntry): void;
  /** Everything before the offset is in Postgres. */
  delivered(offset: number): void;
  /** Lets go of the files; with `remove` they go too. */
  close(remove: boolean): void;
}

const NOT_KEPT: OpenEntry = { update: () => undefined };

/** A spool that forgets: for tools that can be run again, and while the disk refuses. */
export class MemorySpool implements Spool {
  readonly writerId = newId("lse");
  readonly isDurable = false;
  #end = 0;
  #delivered = 0;

  get end(): number {
    return this.#end;
  }

  get size(): number {
    return this.#end - this.#delivered;
  }

  append(_bytes: Buffer, from: number, to: number): void {
    this.#end += to - from;
  }

  write(): boolean {
    return false;
  }

  read(): string {
    throw new Error("a spool in memory keeps nothing to read");
  }

  open(): OpenEntry {
    return NOT_KEPT;
  }

  settle(): void {
    return;
  }

  delivered(offset: number): void {
    this.#delivered = offset;
  }

  close(): void {
    return;
  }
}

export interface DiskSpoolOptions {
  maxBytes: number;
  /** Told when the disk refuses what nobody waits for. */
  onRefuse: (error: unknown) => void;
}

/**
 * A spool in a folder of its own under `root`, owned by this process. The lines of one turn of the event loop become one write at its
 * end, before anything of that turn goes out. The constructor throws what the file system throws.
 */
export class DiskSpool implements Spool {
  readonly writerId = newId("lse");
  readonly isDurable = true;
  readonly #directory: string;
  readonly #closed: SegmentedFile;
  readonly #open: OpenEntries;
  readonly #onRefuse: (error: unknown) => void;
  readonly #writeAtEnd = () => {
    this.#isDue = false;
    this.write();
  };
  #isDue = false;

  constructor(root: string, { maxBytes, onRefuse }: DiskSpoolOptions) {
    this.#onRefuse = onRefuse;
    this.#directory = join(root, this.writerId);
    const making = join(root, `${MAKING}${this.writerId}`);
    mkdirSync(making, { recursive: true, mode: 0o700 });
    claimSpool(making);
    renameSync(making, this.#directory);
    const share = Math.floor(maxBytes / SEGMENTS_AT_LEAST);
    const onWaiting = () => this.#writeLater();
    this.#closed = new SegmentedFile(this.#directory, CLOSED, {
      segmentBytes: Math.min(SEGMENT_BYTES, share),
      onWaiting,
    });
    const segmentBytes = Math.min(OPEN_SEGMENT_BYTES, share);
    // Lines of running exchanges go once their closed ones are there.
    const beforeDrop = () => this.#closed.write();
    this.#open = new OpenEntries(this.#directory, { segmentBytes, onWaiting, beforeDrop, onRefuse });
  }

  get end(): number {
    return this.#closed.end;
  }

  get size(): number {
    return this.#closed.size + this.#open.size;
  }

  append(bytes: Buffer, from: number, to: number): void {
    this.#closed.append(bytes, from, to);
  }

  write(): boolean {
    try {
      this.#closed.write();
      this.#open.write();
    } catch (error) {
      this.#onRefuse(error);
    }
    return this.#closed.isWhole;
  }

  read(from: number, to: number): string {
    return this.#closed.read(from, to).toString("utf8");
  }

  open(ifInterrupted: ClosedExchange): OpenEntry {
    return this.#open.open(ifInterrupted);
  }

  settle(entry: OpenEntry): void {
    this.#open.settle(entry);
  }

  delivered(offset: number): void {
    this.#closed.dropBefore(offset);
  }

  close(remove: boolean): void {
    if (!remove) this.write();
    this.#closed.close();
    this.#open.close();
    if (remove) rmSync(this.#directory, { recursive: true, force: true });
  }

  #writeLater(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    aheadOfSends(this.#writeAtEnd);
  }
}
