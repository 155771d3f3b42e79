import { describe, expect, it } from "vitest";
import { formatDuration } from "./format-duration";
import { formatChange, formatCompact, formatShare } from "./format-number";
import { formatBucketLong, formatDateTime, formatRelative } from "./format-time";

const now = Date.parse("2026-11-20T12:00:00Z");
const from = (ms: number) => new Date(now + ms).toISOString();

describe("formatRelative", () => {
  it.each([
    [-2_000, "just now"],
    [9_000, "just now"],
    [-42_000, "42 s ago"],
    [-3 * 60_000, "3 min ago"],
    [-59.8 * 60_000, "1 hour ago"],
    [-26 * 3_600_000, "1 day ago"],
    [9 * 86_400_000, "in 9 days"],
    [-400 * 86_400_000, "13 months ago"],
  ])("says %d ms from now as %s", (ms, said) => {
    expect(formatRelative(from(ms), now)).toBe(said);
  });
});

describe("formatDateTime and formatBucketLong", () => {
  it("shows the zone asked for", () => {
    expect(formatDateTime("2026-11-20T23:30:00Z", "Europe/Berlin")).toBe("Nov 21, 2026, 00:30:00");
    expect(formatBucketLong("2026-11-20T23:00:00Z", "hour", "UTC")).toBe("Nov 20, 23:00–00:00");
    expect(formatBucketLong("2026-11-20T00:00:00Z", "day", "UTC")).toBe("Fri, Nov 20");
  });
});

describe("formatDuration", () => {
  it.each([
    [null, "—"],
    [0, "0 ms"],
    [0.3, "<1 ms"],
    [231.4, "231 ms"],
    [999.7, "1.00 s"],
    [1240, "1.24 s"],
    [59_960, "1 min"],
    [125_000, "2 min 5 s"],
  ])("shows %s as %s", (ms, shown) => {
    expect(formatDuration(ms)).toBe(shown);
  });
});

describe("numbers", () => {
  it("never shows a present share as nothing", () => {
    expect(formatShare(1, 100_000)).toBe("<0.1%");
    expect(formatShare(0, 10)).toBe("0%");
    expect(formatShare(1, 0)).toBe("—");
  });
  it("has no change to tell without a before", () => {
    expect(formatChange(5, 0)).toBeNull();
    expect(formatChange(90, 100)).toBe("−10.0%");
    expect(formatChange(112.5, 100)).toBe("+12.5%");
  });
  it("keeps small numbers exact", () => {
    expect(formatCompact(999)).toBe("999");
    expect(formatCompact(12_345)).toBe("12.3K");
  });
});
