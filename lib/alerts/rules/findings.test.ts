import { describe, expect, it } from "vitest";
import type { QuotaOutlook } from "@/lib/quotas/forecast-quota";
import { findingsOf as thresholdFindings } from "./budget-threshold";
import { findingsOf as errorFindings } from "./error-rate";
import type { WatchedQuota } from "./list-watched-quotas";
import { findingsOf as breachFindings } from "./projected-breach";
import { findingsOf as providerFindings } from "./provider-down";

const watched = (used: bigint, more: object = {}) =>
  ({
    quota: {
      id: "quo_1",
      scopeKind: "team",
      scopeName: "search",
      scopeModelName: null,
      unit: "usd_micros",
      window: "month",
      timeZone: "Europe/Berlin",
      hard: true,
      teamId: "team_1",
      alertPercents: [50, 80, 100],
      ...more,
    },
    standing: { used, limit: 100_000_000n, held: 0n, resetsAt: Date.UTC(2026, 10, 30, 23) },
  }) as unknown as WatchedQuota;

describe("a budget's marks", () => {
  it.each([
    [49_999_999n, []],
    [50_000_000n, [[50, "info"]]],
    [99_999_999n, [[80, "warning"]]],
    [100_000_000n, [[100, "critical"]]],
    [250_000_000n, [[100, "critical"]]],
  ] as const)("%s of 100,000,000 is %j", (used, expected) => {
    expect(thresholdFindings(watched(used)).map(({ level, severity }) => [level, severity])).toEqual(expected);
  });

  it("say when it resets, in the organization's time, and never more money than was used", () => {
    const [finding] = thresholdFindings(watched(80_009_999n));
    expect(finding?.summary).toBe("$80.00 of $100.00 is used.");
    expect(finding?.facts).toContainEqual({ label: "Resets", value: "1 December, 00:00 CET" });
    expect(thresholdFindings(watched(80_000_000n, { alertPercents: [] }))).toEqual([]);
  });
});

describe("a projected breach", () => {
  const outlook = (confidence: string, expected: Date | null) =>
    ({ forecast: { reaches: { expected }, confidence, end: { expected: 140_000_000 } } }) as unknown as QuotaOutlook;

  it("is told when the expected line reaches the limit and is worth believing", () => {
    const on = new Date("2026-11-21T09:30:00Z");
    const [finding] = breachFindings(watched(60_000_000n), outlook("medium", on));
    expect(finding?.summary).toBe(
      "At this pace $100.00 is used up on 21 November, 10:30 CET, and the window ends at $140.00.",
    );
    expect(breachFindings(watched(60_000_000n), outlook("low", on))).toEqual([]);
    expect(breachFindings(watched(60_000_000n), outlook("high", null))).toEqual([]);
    expect(breachFindings(watched(60_000_000n), null)).toEqual([]);
  });
});

describe("an error rate", () => {
  const settings = { leastPercent: 5, times: 3, leastCalls: 20 };
  const of = (now: [calls: number, failed: number], before: [calls: number, failed: number]) => {
    const span = ([calls, failed]: [number, number]) => ({ calls, failed, ttft: [], duration: [] });
    return errorFindings({ model: "m", now: span(now), before: span(before) }, settings).map(
      ({ severity }) => severity,
    );
  };

  it("needs calls enough, a share of its own and a multiple of the usual one", () => {
    expect(of([19, 19], [1000, 0])).toEqual([]);
    expect(of([100, 4], [1000, 0])).toEqual([]);
    expect(of([100, 14], [1000, 50])).toEqual([]);
    expect(of([100, 15], [1000, 50])).toEqual(["warning"]);
    expect(of([100, 50], [0, 0])).toEqual(["critical"]);
  });
});

describe("a provider", () => {
  const settings = { minutes: 5, leastAttempts: 5, failedPercent: 90 };
  const tried = (ok: number, failed: number, more: object = {}) => ({
    providerId: "prv_1",
    name: "OpenAI",
    ok,
    failed,
    okAt: null,
    failedAt: new Date(),
    ...more,
  });

  it("is down when nearly all attempts fail, and stays so without traffic until one gets through", () => {
    const isDown = (attempts: ReturnType<typeof tried>, isKnown: boolean) =>
      providerFindings(attempts, settings, isKnown).length === 1;
    expect(isDown(tried(0, 4), false)).toBe(false);
    expect(isDown(tried(1, 9), false)).toBe(true);
    expect(isDown(tried(2, 9), false)).toBe(false);
    expect(isDown(tried(0, 0), false)).toBe(false);
    expect(isDown(tried(0, 0), true)).toBe(true);
    expect(isDown(tried(1, 0, { okAt: new Date(Date.now() + 1) }), true)).toBe(false);
  });
});
