import { describe, expect, it } from "vitest";
import { projectToEnd } from "./projection";

const DAY_MS = 86_400_000;
const start = new Date("2026-11-01T00:00:00Z");
const end = new Date("2026-12-01T00:00:00Z");
const daysIn = (days: number) => new Date(start.getTime() + days * DAY_MS);

describe("projectToEnd", () => {
  it("goes on at the pace so far", () => {
    expect(projectToEnd(40_000_000n, { start, now: daysIn(10), end })).toBe(120_000_000n);
  });

  it("says nothing in the first day of a month, and nothing once it is over", () => {
    expect(projectToEnd(1_000_000n, { start, now: daysIn(0.5), end })).toBeNull();
    expect(projectToEnd(1_000_000n, { start, now: end, end })).toBeNull();
  });

  it("judges a day by its first hours", () => {
    const day = { start, end: daysIn(1) };
    expect(projectToEnd(1_000_000n, { ...day, now: daysIn(0.01) })).toBeNull();
    expect(projectToEnd(1_000_000n, { ...day, now: daysIn(0.25) })).toBe(4_000_000n);
  });
});
