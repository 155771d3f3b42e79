import { DiskSpool, MemorySpool, type Spool } from "./spool";

/** How often a disk that refused is tried again. */
const REOPEN_MS = 5_000;

export interface SpoolSwitchOptions {
  /** Null: memory only. */
  root: string | null;
  maxBytes: number;
  /** How often a disk that refused is tried again. */
  reopenMs?: number;
  onError: (error: unknown) => void;
  /** Another spool is the current one. */
  onSwitch: () => void;
}

/** The spool that takes what comes: on disk, in memory while the disk refuses, on disk again as soon as it takes one. */
export class SpoolSwitch {
  readonly #options: SpoolSwitchOptions;
  #current: Spool;
  #retry: NodeJS.Timeout | null = null;

  /** Throws when the disk refuses already now. */
  constructor(options: SpoolSwitchOptions) {
    this.#options = options;
    this.#current = options.root === null ? new MemorySpool() : this.#openDisk(options.root);
  }

  get current(): Spool {
    return this.#current;
  }

  /** The disk refused, and has not taken a spool since. */
  get isRefusing(): boolean {
    return this.#retry !== null;
  }

  /** What the disk holds stays there, for this process's memory to deliver or for the next process to find. */
  abandon(error: unknown): void {
    const { root, onError, onSwitch, reopenMs } = this.#options;
    onError(error);
    const refusing = this.#current;
    if (!refusing.isDurable) return;
    this.#current = new MemorySpool();
    refusing.close(false);
    onSwitch();
    if (root !== null) this.#retry ??= setInterval(() => this.#reopen(root), reopenMs ?? REOPEN_MS).unref();
  }

  stop(): void {
    if (this.#retry !== null) clearInterval(this.#retry);
    this.#retry = null;
  }

  #openDisk(root: string): Spool {
    const spool: Spool = new DiskSpool(root, {
      maxBytes: this.#options.maxBytes,
      onRefuse: (error) => {
        if (this.#current === spool) this.abandon(error);
      },
    });
    return spool;
  }

  #reopen(root: string): void {
    try {
      this.#current = this.#openDisk(root);
    } catch (error) {
      this.#options.onError(error);
      return;
    }
    this.stop();
    this.#options.onSwitch();
  }
}
