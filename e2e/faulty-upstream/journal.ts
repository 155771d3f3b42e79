import { EventEmitter } from "node:events";
import type { IncomingHttpHeaders } from "node:http";

/** One request as the upstream saw it. Times are `performance.now()` of this process. */
export interface JournalEntry {
  id: number;
  dialect: string;
  /** The mode with its arguments, as the model name asked for it. */
  mode: string;
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
  receivedAt: number;
  firstByteAt: number | null;
  /** When the last byte was handed over. */
  finishedAt: number | null;
  /** When the caller went away before that. */
  abortedAt: number | null;
  bytesWritten: number;
}

/** What the upstream remembers; entries change while their request lives. */
export class Journal {
  readonly entries: JournalEntry[] = [];
  readonly #changes = new EventEmitter().setMaxListeners(0);

  /** Entries whose body or path contains `marker`, in order of arrival. */
  containing(marker: string): JournalEntry[] {
    return this.entries.filter((entry) => entry.body.includes(marker) || entry.path.includes(marker));
  }

  add(entry: JournalEntry): void {
    this.entries.push(entry);
    this.touch();
  }

  /** Tells waiters that an entry changed. */
  touch(): void {
    this.#changes.emit("change");
  }

  /** Resolves with the first entry that contains `marker` and satisfies `when`; rejects after `timeoutMs`. */
  waitFor(marker: string, when: (entry: JournalEntry) => boolean, timeoutMs = 10_000): Promise<JournalEntry> {
    const find = () => this.containing(marker).find(when);
    return new Promise((resolve, reject) => {
      const check = () => {
        const found = find();
        if (found === undefined) return;
        clearTimeout(timer);
        this.#changes.off("change", check);
        resolve(found);
      };
      const timer = setTimeout(() => {
        this.#changes.off("change", check);
        reject(new Error(`the upstream saw nothing that fits "${marker}" within ${timeoutMs} ms`));
      }, timeoutMs);
      this.#changes.on("change", check);
      check();
    });
  }
}
