import type { QuotaInstant, WindowFound } from "@/db/queries/quotas/find-windows";
import { type Account, accountKey } from "./account";
import type { Quota } from "./contract";
import { Share, sliceMsOf, spanMsOf } from "./share";

/** Windows of calendars begin on multiples of this in every zone, so amounts may be added up so far. */
const QUARTER_HOUR_MS = 15 * 60_000;

interface Late {
  quota: Quota;
  /** By the beginning of a quarter hour, or of a slice of a rolling window; epoch ms of the database's clock. */
  amounts: Map<number, number>;
}

/** What was used while the store was away, until it can be booked in the windows it was used in. */
export class LateBookings {
  #late = new Map<string, Late>();

  get isEmpty(): boolean {
    return this.#late.size === 0;
  }

  note(quota: Quota, atMs: number, amount: number): void {
    const key = accountKey(quota);
    const late = this.#late.get(key) ?? { quota, amounts: new Map() };
    this.#late.set(key, late);
    const step = sliceMsOf(quota.window) || QUARTER_HOUR_MS;
    const start = Math.floor(atMs / step) * step;
    late.amounts.set(start, (late.amounts.get(start) ?? 0) + amount);
  }

  /**
   * Hands everything to the shares of the windows that `find` names, which tell the store of it once. Throws what `find` throws;
   * then everything stays. What is noted meanwhile stays for the next time.
   */
  async book(
    find: (instants: readonly QuotaInstant[]) => Promise<WindowFound[]>,
    hand: { accountOf(quota: Quota): Account; nowMs: number },
  ): Promise<void> {
    const taken = this.#late;
    const instants = [...taken.values()].flatMap(({ quota, amounts }) =>
      [...amounts].map(([atMs, amount]) => ({ quota, atMs, amount })),
    );
    this.#late = new Map();
    try {
      const windows = await find(instants);
      instants.forEach((instant, n) => {
        const window = windows[n];
        if (window !== undefined) handOver(hand.accountOf(instant.quota), { ...instant, window }, hand.nowMs);
      });
    } catch (error) {
      for (const { quota, atMs, amount } of instants) this.note(quota, atMs, amount);
      throw error;
    }
  }
}

function handOver(account: Account, late: { atMs: number; amount: number; window: WindowFound }, nowMs: number): void {
  const share = shareOf(account, late.window);
  if (account.sliceMs === 0) share.unbooked += late.amount;
  else if (nowMs - late.atMs < spanMsOf(account.quota.window)) share.slice(late.atMs).change(late.amount, 0);
  share.touch();
}

/** The share of that window; a new one lends nothing and only carries what is to be booked. */
function shareOf(account: Account, { startsAt, endsAt }: WindowFound): Share {
  const starts = startsAt.getTime();
  if (account.share?.starts === starts) return account.share;
  for (const share of account.older) if (share.starts === starts) return share;
  const share = new Share(account, starts, endsAt?.getTime() ?? Number.POSITIVE_INFINITY);
  account.older.add(share);
  return share;
}
