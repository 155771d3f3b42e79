import { describe, expect, it } from "vitest";
import { Account } from "./account";
import type { Quota } from "./contract";
import { explain, type Refusal, resetOf, retryAfter, tightest } from "./standing";
import { quotaOf } from "./testing/quota-of";

const NOW = 1_800_000_000_000;
const EVENTS = { onDirty: () => undefined, onLow: () => undefined, onRelease: () => undefined };

function refusal(terms: Partial<Quota>, given: Partial<Refusal> & { ends?: number } = {}): Refusal {
  const quota = quotaOf({ id: `quo_${terms.window}`, unit: "tokens", timeZone: "UTC", ...terms });
  const account = new Account(quota, 0, EVENTS);
  const share = account.open(0, given.ends ?? Number.POSITIVE_INFINITY);
  share.bound = Number(quota.limit);
  share.cap = share.bound;
  return { account, need: given.need ?? 1, missing: given.missing ?? 1, slices: given.slices ?? [] };
}

describe("how long a refused call should wait", () => {
  it("is until enough of a rolling minute falls away, and no longer", () => {
    const slices = [
      [NOW - 50_000, 30],
      [NOW - 20_000, 40],
    ] as const;
    expect(retryAfter(refusal({ window: "minute" }, { missing: 30, slices }), NOW)).toBe(10_500);
    expect(retryAfter(refusal({ window: "minute" }, { missing: 31, slices }), NOW)).toBe(40_500);
    expect(retryAfter(refusal({ window: "minute" }, { missing: 71, slices }), NOW)).toBeNull();
  });

  it("is a second for a place among concurrent calls, and forever where none are allowed", () => {
    expect(retryAfter(refusal({ window: "now", unit: "concurrent" }), NOW)).toBe(1_000);
    expect(retryAfter(refusal({ window: "now", unit: "concurrent", limit: 0n }), NOW)).toBeNull();
  });

  it("is not said for a budget, unless its next window is near", () => {
    expect(retryAfter(refusal({ window: "day" }, { ends: NOW + 3600_000 }), NOW)).toBeNull();
    expect(retryAfter(refusal({ window: "day" }, { ends: NOW + 20_000 }), NOW)).toBe(20_000);
    expect(retryAfter(refusal({ window: "lifetime" }), NOW)).toBeNull();
  });
});

describe("the tightest of several refusals", () => {
  const minute = refusal({ window: "minute" }, { slices: [[NOW - 1_000, 5]] });
  const day = refusal({ window: "day" }, { ends: NOW + 3600_000 });
  const month = refusal({ window: "month" }, { ends: NOW + 7200_000 });
  const lifetime = refusal({ window: "lifetime" });

  it("is the one that stays shut longest, in whatever order they come", () => {
    expect(tightest([minute, day, month], NOW)).toBe(month);
    expect(tightest([month, lifetime, minute], NOW)).toBe(lifetime);
    expect(tightest([minute, refusal({ window: "now" })], NOW)).toBe(minute);
    expect(tightest([], NOW)).toBeNull();
  });

  it("is the one that lacks the larger share of its limit when they open together", () => {
    const slightly = refusal({ window: "lifetime", limit: 1_000n }, { missing: 10 });
    const badly = refusal({ window: "lifetime", limit: 100n }, { missing: 10 });
    expect(tightest([slightly, badly], NOW)).toBe(badly);
    expect(tightest([badly, slightly], NOW)).toBe(badly);
  });
});

describe("a call above what one call may hold", () => {
  const large = refusal({ window: "minute" }, { need: 101, slices: [[NOW - 1_000, 100]] });

  it("is told that waiting does not help, and which share it may have", () => {
    expect(retryAfter(large, NOW)).toBeNull();
    expect(explain(large, NOW, null)).toMatchObject({ reason: "call_too_large", need: 101n, maxPerCall: 100n });
    expect(explain(refusal({}, { need: 100 }), NOW, null)).toMatchObject({ reason: "no_room" });
  });

  it("is refused by that quota rather than by one with no room", () => {
    expect(tightest([refusal({ window: "day" }, { ends: NOW + 3_600_000 }), large], NOW)).toBe(large);
  });
});

describe("when a quota resets", () => {
  it("is known for calendars and rolling minutes only", () => {
    expect(resetOf("month", NOW + 5_000, NOW)).toBe(NOW + 5_000);
    expect(resetOf("minute", null, NOW)).toBe(NOW + 60_500);
    expect(resetOf("lifetime", null, NOW)).toBeNull();
    expect(resetOf("now", null, NOW)).toBeNull();
  });
});
