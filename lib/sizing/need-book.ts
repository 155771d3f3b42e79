import { LRUCache } from "lru-cache";
import type { Database } from "@/db/client";
import { addOutputNeeds } from "@/db/queries/output-need/add-output-needs";
import { findOutputNeeds } from "@/db/queries/output-need/find-output-needs";
import { withDeadline } from "@/db/queries/with-deadline";
import type { OutputNeeds } from "./contract";
import { FADE_ABOVE, foreseen, NEED_SLOTS, slotOf } from "./need-histogram";

const EVERY_MS = 2_000;
const DEADLINE_MS = 2_000;
/** Pairs of key and model remembered; those not asked about for longest are fetched again when they are. */
const REMEMBERED = 20_000;
/** Pairs with answers not yet written; beyond it, answers are not learned from until the store is back. */
const UNWRITTEN = 5_000;

interface Pair {
  keyId: string;
  modelId: string;
}

interface Unwritten extends Pair {
  organizationId: string;
  counts: number[];
}

export interface NeedBook extends OutputNeeds {
  /** Writes what was noted and fetches what was asked about; resolves when done. Throws what the store threw. */
  sync(): Promise<void>;
  /** Writes what was noted. Never throws. */
  close(): Promise<void>;
}

/**
 * What calls have needed, learned across processes: counted in memory, added to the store every two seconds, read back with what
 * other processes added. Losing the store loses nothing but freshness; a crash loses two seconds of learning, which is no record.
 * `onError` is told of the first failure of each outage.
 */
export function createNeedBook(sql: Database["sql"], onError: (error: unknown) => void): NeedBook {
  return new SharedNeeds(sql, onError);
}

class SharedNeeds implements NeedBook {
  readonly #sql: Database["sql"];
  readonly #onError: (error: unknown) => void;
  readonly #needs = new LRUCache<string, { foreseen: number | null }>({ max: REMEMBERED });
  readonly #wanted = new Map<string, Pair>();
  readonly #timer: NodeJS.Timeout;
  #unwritten = new Map<string, Unwritten>();
  #running: Promise<void> | null = null;
  #isFailing = false;

  constructor(sql: Database["sql"], onError: (error: unknown) => void) {
    this.#sql = sql;
    this.#onError = onError;
    this.#timer = setInterval(() => this.#syncInBackground(), EVERY_MS).unref();
  }

  foresee(keyId: string, modelId: string): number | null {
    const name = `${keyId} ${modelId}`;
    const need = this.#needs.get(name);
    if (need !== undefined) return need.foreseen;
    if (this.#wanted.size >= REMEMBERED) return null;
    const isFirst = this.#wanted.size === 0;
    this.#wanted.set(name, { keyId, modelId });
    if (isFirst) setImmediate(() => this.#syncInBackground());
    return null;
  }

  note({ organizationId, keyId, modelId }: Parameters<OutputNeeds["note"]>[0], outputTokens: number): void {
    const name = `${keyId} ${modelId}`;
    let entry = this.#unwritten.get(name);
    if (entry === undefined) {
      if (this.#unwritten.size >= UNWRITTEN) return;
      entry = { organizationId, keyId, modelId, counts: new Array<number>(NEED_SLOTS).fill(0) };
      this.#unwritten.set(name, entry);
    }
    const slot = slotOf(outputTokens);
    entry.counts[slot] = (entry.counts[slot] ?? 0) + 1;
  }

  sync(): Promise<void> {
    this.#running ??= this.#sync().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    try {
      await this.#running;
      await this.sync();
    } catch (error) {
      this.#onError(error);
    }
  }

  #syncInBackground(): void {
    if (this.#unwritten.size === 0 && this.#wanted.size === 0) return;
    this.sync().then(
      () => {
        this.#isFailing = false;
      },
      (error: unknown) => {
        if (!this.#isFailing) this.#onError(error);
        this.#isFailing = true;
      },
    );
  }

  async #sync(): Promise<void> {
    await this.#write();
    await this.#fetch();
  }

  async #write(): Promise<void> {
    const writing = this.#unwritten;
    if (writing.size === 0) return;
    this.#unwritten = new Map();
    try {
      const rows = await withDeadline(addOutputNeeds(this.#sql, [...writing.values()], FADE_ABOVE), DEADLINE_MS);
      this.#remember(rows);
    } catch (error) {
      // May have been carried out all the same; counting an answer twice changes no percentile that matters.
      for (const [name, entry] of writing) if (!this.#unwritten.has(name)) this.#unwritten.set(name, entry);
      throw error;
    }
  }

  async #fetch(): Promise<void> {
    if (this.#wanted.size === 0) return;
    const asked = [...this.#wanted];
    const rows = await withDeadline(
      findOutputNeeds(
        this.#sql,
        asked.map(([, pair]) => pair),
      ),
      DEADLINE_MS,
    );
    this.#remember(rows);
    for (const [name] of asked) {
      this.#wanted.delete(name);
      if (!this.#needs.has(name)) this.#needs.set(name, { foreseen: null });
    }
  }

  #remember(rows: readonly (Pair & { counts: number[] })[]): void {
    for (const { keyId, modelId, counts } of rows) {
      this.#needs.set(`${keyId} ${modelId}`, { foreseen: foreseen(counts) });
    }
  }
}
