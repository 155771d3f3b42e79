import { LRUCache } from "lru-cache";

const WINDOW_MS = 60_000;
const MOST_PER_ADDRESS = 60;
/** An address is what a proxy or the caller itself says, so all together are bounded too. */
const MOST_IN_ALL = 1_200;
const ADDRESSES = 10_000;

interface Window {
  count: number;
  endsAt: number;
}

/**
 * What anonymous visitors may fail at signing in, in one process: 60 times a minute from one address, 1,200 times in all. An attempt counts from
 * its beginning, so that many at once cannot slip through; who succeeds gets it back.
 */
export class SignInAttempts {
  readonly #now: () => number;
  readonly #byAddress = new LRUCache<string, Window>({ max: ADDRESSES });
  #all: Window = { count: 0, endsAt: 0 };

  /** `now` in milliseconds. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** 0 when this one may try; else, in whole seconds, how long to wait. */
  take(address: string | null): number {
    const now = this.#now();
    if (this.#all.endsAt <= now) this.#all = { count: 0, endsAt: now + WINDOW_MS };
    const own = this.#windowOf(address, now);
    const full = [
      { window: own, most: MOST_PER_ADDRESS },
      { window: this.#all, most: MOST_IN_ALL },
    ].find(({ window, most }) => window.count >= most);
    if (full !== undefined) return Math.ceil((full.window.endsAt - now) / 1000);
    own.count += 1;
    this.#all.count += 1;
    return 0;
  }

  /** The attempt was none to count. */
  giveBack(address: string | null): void {
    const own = this.#windowOf(address, this.#now());
    for (const window of [own, this.#all]) window.count = Math.max(0, window.count - 1);
  }

  #windowOf(address: string | null, now: number): Window {
    const key = address ?? "";
    const known = this.#byAddress.get(key);
    if (known !== undefined && known.endsAt > now) return known;
    const window = { count: 0, endsAt: now + WINDOW_MS };
    this.#byAddress.set(key, window);
    return window;
  }
}
