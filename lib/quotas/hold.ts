import { usedOf } from "./amount";
import type { Hold, Used } from "./contract";
import type { Place } from "./share";

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
  readonly #places: readonly Place[];
  readonly #held: readonly number[];
  #settled = false;
  #expired = false;

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
