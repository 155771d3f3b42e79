import { LRUCache } from "lru-cache";
import type { Quota } from "./contract";
import type { Share } from "./share";
import { seenIn } from "./standing";

const REMEMBERED = 20_000;
/** What rolls is soon another amount. */
const ROLLING_MS = 60_000;

interface Seen {
  used: number;
  held: number;
  /** Epoch ms of the database's clock. */
  until: number;
}

/** What a process knew of quotas when it let their shares go, for calls that come seldom. Never enough to admit anybody by. */
export class LastSeen {
  readonly #seen = new LRUCache<string, Seen>({ max: REMEMBERED });

  note(key: string, quota: Quota, { share, nowMs }: { share: Share; nowMs: number }): void {
    const rolls = quota.window === "minute" || quota.window === "hour";
    this.#seen.set(key, { ...seenIn(share), until: rolls ? nowMs + ROLLING_MS : share.ends });
  }

  /** Null when nothing is known of the window that is now. */
  of(key: string, nowMs: number): Seen | null {
    const seen = this.#seen.get(key);
    return seen === undefined || nowMs >= seen.until ? null : seen;
  }
}
