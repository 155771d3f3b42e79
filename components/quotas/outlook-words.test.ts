import { describe, expect, it } from "vitest";
import type { QuotaOutlookView } from "@/lib/admin-api/client/quotas";
import { burnDown, outlookWords } from "./outlook-words";

const point = (at: string, expected: string, low: string, high: string) => ({ at, expected, low, high });
const outlook: QuotaOutlookView = {
  startsAt: "2026-11-01T00:00:00Z",
  endsAt: "2026-12-01T00:00:00Z",
  now: "2026-11-20T12:00:00Z",
  step: "day",
  used: "120.00",
  limitNow: "200.00",
  spent: [
    { at: "2026-11-01T00:00:00Z", used: "0.00" },
    { at: "2026-11-20T00:00:00Z", used: "110.00" },
    { at: "2026-11-20T12:00:00Z", used: "120.00" },
  ],
  forecast: {
    path: [
      point("2026-11-20T12:00:00Z", "120.00", "120.00", "120.00"),
      point("2026-12-01T00:00:00Z", "230.00", "190.00", "270.00"),
    ],
    end: point("2026-12-01T00:00:00Z", "230.00", "190.00", "270.00"),
    reaches: { expected: "2026-11-28T00:00:00Z", earliest: "2026-11-25T00:00:00Z", latest: null },
    confidence: "medium",
    basis: 20,
  },
};

describe("a quota's outlook", () => {
  it("burns down to now and on, and never below nothing", () => {
    const points = burnDown(outlook);
    expect(points.map((one) => one.values.left)).toEqual([200, 90, 80, undefined]);
    expect(points.at(-1)?.values).toEqual({ expected: 0, best: 10, worst: 0 });
    expect(points.map((one) => one.complete)).toEqual([true, true, false, false]);
  });

  it("says the end, how sure it is, and when the limit is reached", () => {
    const { end, reaches } = outlookWords(outlook, "usd", "UTC");
    expect(end).toContain("On course for $230.00 of $200.00 by Dec 1; four times of five between $190.00 and $270.00");
    expect(end).toContain("Confidence medium, from 20 days");
    expect(reaches).toBe("Used up on Nov 28, at the earliest Nov 25.");
    expect(outlookWords({ ...outlook, forecast: null }, "usd", "UTC").end).toContain("Too little");
  });
});
