import { describe, expect, it } from "vitest";
import { Account } from "./account";
import type { Quota } from "./contract";
import { LateBookings } from "./late-bookings";
import { LAST_KNOWN_PERCENT, StoreDown } from "./store-down";
import { quotaOf } from "./testing/quota-of";

const NOW = Date.UTC(2026, 10, 21, 12);

function accountOf(terms: Partial<Quota>): Account {
  const quota = quotaOf({ limit: 1_000n, onStoreDown: "last_known", timeZone: "UTC", ...terms });
  const nobody = { onDirty: () => undefined, onLow: () => undefined, onRelease: () => undefined };
  return new Account(quota, 0, nobody);
}

function down(seen: { used: number; held: number } | null = { used: 0, held: 0 }, processes = 1) {
  const late = new LateBookings();
  return { late, store: new StoreDown({ late, lastSeen: () => seen, processes: () => processes }) };
}

/** How many calls of `need` pass one after the other, without any of them ending. */
function passing(store: StoreDown, account: Account, need: number, nowMs = NOW): number {
  for (let n = 0; n < 100_000; n += 1) if (store.admit([{ account, need }], nowMs) === null) return n;
  return Number.POSITIVE_INFINITY;
}

describe("without the store", () => {
  it("a quota that denies lets nothing pass", () => {
    expect(passing(down().store, accountOf({ onStoreDown: "deny" }), 1)).toBe(0);
  });

  it("a quota that allows, and one that never refuses anybody, let everything pass and note it", () => {
    for (const terms of [{ onStoreDown: "allow" }, { onStoreDown: "deny", hard: false }] as const) {
      const { store, late } = down();
      const account = accountOf(terms);
      const reserved = store.admit([{ account, need: 5_000 }], NOW);
      expect(late.isEmpty).toBe(true);
      reserved?.places[0]?.end(5_000, 4_000, NOW);
      expect(late.isEmpty).toBe(false);
    }
  });

  it("`last_known` lets pass a tenth of the limit at most, once per outage", () => {
    const { store } = down();
    const account = accountOf({});
    expect(passing(store, account, 10)).toBe(LAST_KNOWN_PERCENT);
    expect(passing(store, account, 10)).toBe(0);
    store.over();
    expect(passing(store, account, 10)).toBe(LAST_KNOWN_PERCENT);
  });

  it("and never more than what was left when last seen, divided by the processes", () => {
    expect(passing(down({ used: 900, held: 60 }).store, accountOf({}), 10)).toBe(4);
    expect(passing(down({ used: 900, held: 60 }, 4).store, accountOf({}), 10)).toBe(1);
    expect(passing(down({ used: 2_000, held: 0 }).store, accountOf({}), 10)).toBe(0);
  });

  it("and nothing of a quota it never saw", () => {
    expect(passing(down(null).store, accountOf({}), 1)).toBe(0);
  });

  it("counts what calls really used, and what they hold until then", () => {
    const { store } = down();
    const account = accountOf({});
    const reserved = store.admit([{ account, need: 100 }], NOW);
    expect(passing(store, account, 1)).toBe(0);
    reserved?.places[0]?.end(100, 40, NOW);
    expect(passing(store, account, 10)).toBe(6);
  });

  it("is all or nothing over the quotas of a call", () => {
    const { store } = down();
    const open = accountOf({ id: "quo_2" });
    const shut = accountOf({ id: "quo_3", onStoreDown: "deny" });
    expect(
      store.admit(
        [
          { account: open, need: 100 },
          { account: shut, need: 1 },
        ],
        NOW,
      ),
    ).toBeNull();
    expect(passing(store, open, 100)).toBe(1);
  });

  it("obeys the share of a limit that one call may hold", () => {
    const { store } = down();
    expect(store.admit([{ account: accountOf({ maxCallPercent: 5 }), need: 51 }], NOW)).toBeNull();
  });

  it("gives each process its part of how many may run at once, again and again", () => {
    const { store, late } = down(null, 2);
    const account = accountOf({ unit: "concurrent", window: "now", limit: 10n });
    expect(passing(store, account, 1)).toBe(5);
    store.over();
    const reserved = store.admit([{ account, need: 1 }], NOW);
    reserved?.places[0]?.end(1, 1, NOW);
    expect(passing(store, account, 1)).toBe(5);
    expect(late.isEmpty).toBe(true);
  });

  it("lets a rolling limit go on at a tenth of its pace, however long the outage", () => {
    const { store } = down();
    const account = accountOf({ unit: "requests", window: "minute", limit: 100n });
    expect(passing(store, account, 1)).toBe(10);
    expect(passing(store, account, 1, NOW + 30_000)).toBe(0);
    expect(passing(store, account, 1, NOW + 61_000)).toBe(10);
  });
});
