import type { Database } from "@/db/client";
import { findWindows } from "@/db/queries/quotas/find-windows";
import type { Account } from "./account";
import type { Ask } from "./ask";
import type { Admission, Quota } from "./contract";
import { Admitted } from "./decide";
import { type HoldBook, ReservedHold } from "./hold";
import type { LastSeen } from "./last-seen";
import { LateBookings } from "./late-bookings";
import { seenIn, standingOf } from "./standing";
import { StoreDown } from "./store-down";

export interface OutageOptions {
  sql: Database["sql"];
  book: HoldBook;
  lastSeen: LastSeen;
  accountOf(quota: Quota): Account;
}

/** What the engine does while the store is away, and how it catches up afterwards. */
export class Outage {
  readonly #options: OutageOptions;
  readonly #late = new LateBookings();
  readonly #down: StoreDown;
  #processes = 1;

  constructor(options: OutageOptions) {
    this.#options = options;
    this.#down = new StoreDown({
      late: this.#late,
      lastSeen: (account, nowMs) => lastSeenOf(account, nowMs, options.lastSeen),
      processes: () => this.#processes,
    });
  }

  /** Whether there is something to be caught up with. */
  get isOpen(): boolean {
    return this.#down.isActive || !this.#late.isEmpty;
  }

  /** Admits a call by its quotas' `onStoreDown`, on top of what memory covered of it; null when one of them says no. */
  admit(ask: Ask): Admission | null {
    const { book } = this.#options;
    const nowMs = book.now();
    const taken = this.#down.admit(ask.shorts, nowMs);
    if (taken === null) return null;
    const reserved = {
      places: [...ask.reserved.places, ...taken.places],
      held: [...ask.reserved.held, ...taken.held],
    };
    const call = { requestId: ask.request.requestId, expiresAt: ask.expiresAt };
    const hold = new ReservedHold(call, reserved, book);
    const withoutStore = ask.shorts.map(({ account }) => account.quota);
    return new Admitted(hold, nowMs, () => ask.accounts.map((account) => standingOf(account, nowMs)), withoutStore);
  }

  /** Books what passed while the store was away; throws when it still is. */
  async catchUp(): Promise<void> {
    const { sql, accountOf, book } = this.#options;
    if (!this.#late.isEmpty) {
      await this.#late.book((instants) => findWindows(sql, instants), { accountOf, nowMs: book.now() });
    }
    this.#down.over();
  }

  /** How many processes share the limits, as the store last said. */
  noteProcesses(count: number): void {
    this.#processes = Math.max(1, count);
  }
}

/** A calendar window that began since was empty when it did; of anything else only what was seen counts. */
function lastSeenOf(account: Account, nowMs: number, remembered: LastSeen): { used: number; held: number } | null {
  const { share } = account;
  if (share === null) return remembered.of(account.key, nowMs);
  return nowMs >= share.ends ? { used: 0, held: 0 } : seenIn(share);
}
