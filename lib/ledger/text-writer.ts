import type { Database } from "@/db/client";
import { writeRequestTexts } from "@/db/queries/ledger/write-request-texts";
import type { ClosedExchange, SaidText } from "./contract";
import { isDataFault } from "./deliver";
import { type TextRow, textRow } from "./text-row";

const FLUSH_INTERVAL_MS = 200;
const RETRY_MS = 1_000;
/** What waits may take this much; what comes beyond is shed, because records matter more. */
const MAX_WAITING_BYTES = 32 * 1024 * 1024;
const ROWS_AT_ONCE = 50;

interface Waiting {
  exchange: ClosedExchange;
  said: SaidText;
}

interface TextWriterOptions {
  sql: Database["sql"];
  onError: (error: unknown) => void;
}

/**
 * Brings what was said into Postgres, beside the records and after them in everything: it waits in memory only, so that no prompt is ever
 * on this host's disk, and is shed before any record is.
 */
export class TextWriter {
  readonly #options: TextWriterOptions;
  #waiting: Waiting[] = [];
  #bytes = 0;
  #timer: NodeJS.Timeout | null = null;
  #running: Promise<void> | null = null;
  /** Texts that were let go because nobody took them in time. */
  shed = 0;

  constructor(options: TextWriterOptions) {
    this.#options = options;
  }

  add(exchange: ClosedExchange, said: SaidText): void {
    if (this.#bytes + said.keptBytes > MAX_WAITING_BYTES) {
      this.shed += 1;
      return;
    }
    this.#bytes += said.keptBytes;
    this.#waiting.push({ exchange, said });
    this.#schedule(FLUSH_INTERVAL_MS);
  }

  /** One try at everything that waits. */
  async flush(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#running ??= this.#run().finally(() => {
      this.#running = null;
    });
    await this.#running;
  }

  #schedule(afterMs: number): void {
    if (this.#timer !== null || this.#running !== null) return;
    this.#timer = setTimeout(() => void this.flush(), afterMs).unref();
  }

  async #run(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.slice(0, ROWS_AT_ONCE);
      try {
        await this.#write(batch.flatMap(({ exchange, said }) => textRow(exchange, said) ?? []));
      } catch (error) {
        this.#options.onError(error);
        this.#timer ??= setTimeout(() => void this.flush(), RETRY_MS).unref();
        return;
      }
      this.#waiting = this.#waiting.slice(batch.length);
      for (const { said } of batch) this.#bytes -= said.keptBytes;
    }
  }

  /** All at once; when the store refuses one for what it is, each for itself. */
  async #write(rows: TextRow[]): Promise<void> {
    try {
      await writeRequestTexts(this.#options.sql, rows);
    } catch (error) {
      if (!isDataFault(error)) throw error;
      if (rows.length > 1) for (const row of rows) await this.#write([row]);
      else this.#options.onError(new Error("a text was refused by the database", { cause: error }));
    }
  }
}
