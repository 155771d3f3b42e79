import { describe, expect, it } from "vitest";
import { Account } from "./account";
import type { Quota } from "./contract";
import { type Refusal, resetOf, retryAfter, tightest } from "./standing";
import { quotaOf } from "./testing/quota-of";

const NOW = 1_800_000_000_000;
const SECOND = NOW / 1000;
const EVENTS = { onDirty: () => undefined, onLow: () => undefined, onRelease: () => undefined };

function refusal(terms: Partial<Quota>, given: Partial<Refusal> & { ends?: number } = {}): Refusal {
  const quota = quotaOf({ id: `quo_${terms.window}`, unit: "tokens", timeZone: "UTC", ...terms });
  const account = new Account(quota, 0, EVENTS);
  account.open(0, given.ends ?? Number.POSITIVE_INFINITY);
  return { account, missing: given.missing ?? 1, seconds: given.seconds ?? [] };
}

describe("how long a refused call should wait", () => {
  it("is until enough of a rolling minute falls away, and no longer", () => {
    const seconds = [
      [SECOND - 50, 30],
      [SECOND - 20, 40],
    ] as const;
    expect(retryAfter(refusal({ window: "minute" }, { missing: 30, seconds }), NOW)).toBe(11_000);
    expect(retryAfter(refusal({ window: "minute" }, { missing: 31, seconds }), NOW)).toBe(41_000);
    expect(retryAfter(refusal({ window: "minute" }, { missing: 71, seconds }), NOW)).toBeNull();
  });

  it("is a second for a place among concurrent calls, and forever where none are allowed", () => {
    expect(retryAfter(refusal({ window: "now", unit: "concurrent" }), NOW)).toBe(1_000);
    expect(retryAfter(refusal({ window: "now", unit: "concurrent", limit: 0n }), NOW)).toBeNull();
  });

  it("is not said for a budget, unless its next window is near", () => {
    expect(retryAfter(refusal({ window: "day" }, { ends: SECOND + 3600 }), NOW)).toBeNull();
    expect(retryAfter(refusal({ window: "day" }, { ends: SECOND + 20 }), NOW)).toBe(20_000);
    expect(retryAfter(refusal({ window: "lifetime" }), NOW)).toBeNull();
  });
});

describe("the tightest of several refusals", () => {
  const minute = refusal({ window: "minute" }, { seconds: [[SECOND - 1, 5]] });
  const day = refusal({ window: "day" }, { ends: SECOND + 3600 });
  const month = refusal({ window: "month" }, { ends: SECOND + 7200 });
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

describe("when a quota resets", () => {
  it("is known for calendars and rolling minutes only", () => {
    expect(resetOf("month", SECOND + 5, NOW)).toBe((SECOND + 5) * 1000);
    expect(resetOf("minute", null, NOW)).toBe(NOW + 61_000);
    expect(resetOf("lifetime", null, NOW)).toBeNull();
    expect(resetOf("now", null, NOW)).toBeNull();
  });
});
