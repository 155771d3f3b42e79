import { describe, expect, it } from "vitest";
import { expiresAtOf, expiryDraftOf, expiryProblem, NO_EXPIRY } from "./expiry";

const now = Date.parse("2026-11-20T12:00:00Z");

describe("when a key ends", () => {
  it("counts presets from now", () => {
    expect(expiresAtOf({ preset: "7", date: "" }, now)).toBe("2026-11-27T12:00:00.000Z");
    expect(expiresAtOf(NO_EXPIRY, now)).toBeNull();
  });

  it("lets a chosen day count to its end", () => {
    const end = expiresAtOf({ preset: "date", date: "2026-12-31" }, now);
    expect(end).not.toBeNull();
    expect(expiryDraftOf(end)).toEqual({ preset: "date", date: "2026-12-31" });
  });

  it("refuses a day that is over and a missing one", () => {
    expect(expiryProblem({ preset: "date", date: "2026-11-01" }, now)).toContain("over");
    expect(expiryProblem({ preset: "date", date: "" }, now)).toBe("Choose a day.");
    expect(expiryProblem({ preset: "30", date: "" }, now)).toBeUndefined();
  });
});
