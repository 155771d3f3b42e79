import type { RecordInterest } from "@/db/queries/requests/follow-records";
import type { Following, LiveEnd, News } from "@/lib/admin/requests/watch-contract";
import type { RequestSummary } from "@/lib/admin-api/schemas/requests";

/** Rows that may wait for a reader who does not read. */
const MOST_WAITING = 400;

/** One reader of a feed: gathers what came until it is taken, within bounds. */
export class Follower implements Following {
  readonly interest: RecordInterest;
  readonly personId: string;
  #items: RequestSummary[] = [];
  #isCut = false;
  #cursor: string;
  #end: LiveEnd | null = null;
  #wake: () => void = () => undefined;
  /** When the reader last asked for more, in epoch ms. */
  takenAt: number;

  constructor(who: { interest: RecordInterest; personId: string; cursor: string; now: number }) {
    this.interest = who.interest;
    this.personId = who.personId;
    this.#cursor = who.cursor;
    this.takenAt = who.now;
  }

  get end(): LiveEnd | null {
    return this.#end;
  }

  get hasNews(): boolean {
    return this.#items.length > 0;
  }

  /** Puts rows before those that wait; the oldest of too many are dropped, and that is said. */
  tell({ items, isCut, cursor }: News): void {
    const waiting = [...items, ...this.#items];
    this.#items = waiting.slice(0, MOST_WAITING);
    this.#isCut ||= isCut || waiting.length > MOST_WAITING;
    this.#cursor = cursor;
    if (this.hasNews) this.#wake();
  }

  finish(why: LiveEnd): void {
    this.#end ??= why;
    this.#wake();
  }

  async wait(ms: number): Promise<void> {
    if (this.hasNews || this.#end !== null) return;
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
      timer = setTimeout(resolve, ms).unref();
    });
    clearTimeout(timer);
  }

  take(now: number): News {
    const news = { items: this.#items, isCut: this.#isCut, cursor: this.#cursor };
    this.#items = [];
    this.#isCut = false;
    this.takenAt = now;
    return news;
  }
}
