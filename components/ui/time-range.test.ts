import { describe, expect, it } from "vitest";
import { RECENT_PRESETS, readRange, resolveRange } from "./time-range";

const now = Date.parse("2026-11-20T12:00:00.000Z");
const none = { range: null, from: null, to: null };

describe("readRange", () => {
  it("falls back when the address says nothing or nonsense", () => {
    expect(readRange(none, RECENT_PRESETS, "24h")).toEqual({ kind: "preset", preset: "24h" });
    expect(readRange({ ...none, range: "9y" }, RECENT_PRESETS, "24h")).toEqual({ kind: "preset", preset: "24h" });
    expect(readRange({ range: null, from: "x", to: "y" }, RECENT_PRESETS, "1h").kind).toBe("preset");
  });
  it("refuses a span that ends before it starts", () => {
    const backwards = { range: "7d", from: "2026-11-20T00:00:00Z", to: "2026-11-19T00:00:00Z" };
    expect(readRange(backwards, RECENT_PRESETS, "24h")).toEqual({ kind: "preset", preset: "7d" });
  });
});

describe("resolveRange", () => {
  it("leaves a moving range open at its end", () => {
    const range = { kind: "preset", preset: "1h" } as const;
    expect(resolveRange(range, RECENT_PRESETS, now)).toEqual({ from: "2026-11-20T11:00:00.000Z" });
  });
  it("keeps a fixed range as it is", () => {
    const range = { kind: "fixed", from: "2026-11-01T00:00:00.000Z", to: "2026-11-02T00:00:00.000Z" } as const;
    expect(resolveRange(range, RECENT_PRESETS, now)).toEqual({ from: range.from, to: range.to });
  });
});
