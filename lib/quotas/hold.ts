import { usedOf } from "./amount";
import type { Hold, Used } from "./contract";
import { Listing, MOST_LISTED } from "./listing";
import { type Place, Share } from "./share";

/** So many ticks after its admission a call is one that runs for long: five seconds. */
const LIST_AFTER_TICKS = 25;

/** What holds and their engine share. */
export interface HoldBook {
  /** Holds that have not ended. */
  readonly live: Set<ReservedHold>;
  /** Epoch ms of the database's clock. */
  now(): number;
}

/** One call's reservation: `held[n]` units at `places[n]`. */
export class ReservedHold implements Hold {
  readonly requestId: string;
  /** Ms of the own clock. */
  readonly expiresAt: number;
  readonly #book: HoldBook;
  readonly #places: Place[];
  readonly #held: readonly number[];
  #settled = false;
  #expired = false;
  #ticks = 0;

  constructor(call: { requestId: string; expiresAt: number }, reserved: Reserved, book: HoldBook) {
    this.requestId = call.requestId;
    this.expiresAt = call.expiresAt;
    this.#places = reserved.places;
    this.#held = reserved.held;
    this.#book = book;
    if (reserved.places.length > 0) book.live.add(this);
  }

  settle(actual: Used): void {
    if (this.#settled) return;
    this.#settled = true;
    this.#book.live.delete(this);
    this.#end((place, held) => usedOf(place.share.owner.quota, actual, held));
  }

  /** Gives everything back because nobody settled in time. A call that settles later all the same has its use booked. */
  expire(): void {
    if (this.#expired || this.#settled) return;
    this.#end(() => 0);
    this.#expired = true;
    this.#book.live.delete(this);
  }

  /** Called at every tick while the call runs: one that runs for long gets rows of its own for what memory admitted. */
  tick(): void {
    this.#ticks += 1;
    if (this.#ticks !== LIST_AFTER_TICKS) return;
    for (let n = 0; n < this.#places.length; n += 1) {
      const place = this.#places[n];
      const held = this.#held[n] ?? 0;
      if (!(place instanceof Share) || place.owner.mode !== "hold" || held === 0 || place.listed >= MOST_LISTED)
        continue;
      this.#places[n] = new Listing(place, this, held);
    }
  }

  #end(used: (place: Place, held: number) => number): void {
    const nowMs = this.#book.now();
    for (let n = 0; n < this.#places.length; n += 1) {
      const place = this.#places[n];
      const held = this.#held[n];
      if (place === undefined || held === undefined) continue;
      if (this.#expired) place.share.open += 1;
      place.end(this.#expired ? 0 : held, used(place, held), nowMs);
    }
  }
}

/** Amounts held so far, place by place. */
export interface Reserved {
  places: Place[];
  held: number[];
}
