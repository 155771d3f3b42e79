import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ForecastPoint, forecast, type PastStep, type StepAhead } from "./forecast";

const DAY_MS = 86_400_000;
const now = new Date("2026-11-15T00:00:00Z");
const dayAt = (n: number) => new Date(now.getTime() + n * DAY_MS);
const slotOf = (n: number) => (((n % 7) + 7) % 7) + 1;
const days = (count: number, amount: (n: number) => number): PastStep[] =>
  Array.from({ length: count }, (_, n) => ({ slot: slotOf(n - count), amount: amount(n - count) }));
const ahead = (count: number): StepAhead[] =>
  Array.from({ length: count }, (_, n) => ({ endsAt: dayAt(n + 1), slot: slotOf(n), share: 1 }));

function expectOrdered(path: readonly ForecastPoint[]): void {
  for (const [n, point] of path.entries()) {
    const before = path[n - 1] ?? point;
    expect(point.low).toBeLessThanOrEqual(point.expected + 1e-6);
    expect(point.high).toBeGreaterThanOrEqual(point.expected);
    for (const line of ["low", "expected", "high"] as const) {
      expect(point[line]).toBeGreaterThanOrEqual(before[line] - 1e-6);
    }
  }
}

describe("forecast", () => {
  it("goes on at an even pace, surely, and says when the limit is reached", () => {
    const found = forecast({ used: 140, limit: 200, now, history: days(28, () => 10), ahead: ahead(15) });
    expect(found?.end.expected).toBeCloseTo(290);
    expect(found?.reaches.expected?.getTime()).toBeCloseTo(dayAt(6).getTime(), -4);
    expect(found?.confidence).toBe("high");
  });

  it("knows that nothing is used on weekends", () => {
    const work = (n: number) => (slotOf(n) > 5 ? 0 : 14);
    const found = forecast({ used: 0, limit: 1e9, now, history: days(28, work), ahead: ahead(14) });
    const onDay = (n: number) => (found?.path[n + 1]?.expected ?? 0) - (found?.path[n]?.expected ?? 0);
    const [busy, free] = [0, 1, 2, 3, 4, 5, 6]
      .map((n) => [slotOf(n), onDay(n)] as const)
      .reduce(
        ([most, least], [slot, used]) => (slot > 5 ? [most, Math.max(least, used)] : [Math.max(most, used), least]),
        [0, 0],
      );
    expect(free).toBeLessThan(busy / 2);
    expect(found?.end.expected).toBeGreaterThan(120);
    expect(found?.end.expected).toBeLessThan(160);
  });

  it("believes the last days more than those of last month", () => {
    const rising = forecast({
      used: 0,
      limit: 1e9,
      now,
      history: days(28, (n) => (n < -7 ? 10 : 50)),
      ahead: ahead(1),
    });
    expect(rising?.end.expected).toBeGreaterThan(30);
  });

  it("is less sure the less even the past was, and says nothing after two days", () => {
    const jumpy = days(28, (n) => (n % 3 === 0 ? 60 : 2));
    const even = forecast({ used: 0, limit: 1e9, now, history: days(28, () => 20), ahead: ahead(10) });
    const uneven = forecast({ used: 0, limit: 1e9, now, history: jumpy, ahead: ahead(10) });
    const width = (found: typeof even) => (found ? found.end.high - found.end.low : Number.NaN);
    expect(width(uneven)).toBeGreaterThan(width(even));
    expect(uneven?.confidence).not.toBe("high");
    expect(forecast({ used: 5, limit: 9, now, history: days(2, () => 5), ahead: ahead(10) })).toBeNull();
  });

  it("never falls, keeps its bounds in order, and reaches a limit by the upper bound first, whatever happened before", () => {
    const amounts = fc.array(fc.nat(1_000), { minLength: 3, maxLength: 40 });
    fc.assert(
      fc.property(amounts, fc.nat(500), fc.nat(20_000), (past, used, limit) => {
        const history = past.map((amount, n) => ({ slot: slotOf(n), amount }));
        const found = forecast({ used, limit, now, history, ahead: ahead(20) });
        if (found === null) throw new Error("three steps are enough");
        expectOrdered(found.path);
        const { earliest, expected, latest } = found.reaches;
        const never = Number.POSITIVE_INFINITY;
        const at = [earliest, expected, latest].map((date) => date?.getTime() ?? never);
        expect(at).toEqual(at.toSorted((a, b) => a - b));
      }),
    );
  });
});
