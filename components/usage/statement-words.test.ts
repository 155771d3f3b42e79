import { describe, expect, it } from "vitest";
import { monthWords, notYetWords, readShares, splitWords } from "./statement-words";

describe("statements in words", () => {
  it("names a month the same in every time zone", () => {
    expect(monthWords("2026-11")).toBe("November 2026");
  });

  it("says why a month is not closed yet", () => {
    expect(notYetWords({ status: "open", complete: false, closable: false })).toContain("once it is over");
    expect(notYetWords({ status: "open", complete: true, closable: false })).toContain("earlier month");
    expect(notYetWords({ status: "open", complete: true, closable: true })).toBeNull();
  });

  it("reads shares as people write them, names with numbers in them too", () => {
    expect(readShares("CC-1 50, Team 7 12.5%\n CC-2")).toEqual([
      { costCentre: "CC-1", percent: 50 },
      { costCentre: "Team 7", percent: 12.5 },
      { costCentre: "CC-2", percent: 0 },
    ]);
    expect(splitWords({ method: "fixed", shares: readShares("CC-1 50") })).toBe("50% CC-1, the rest stays");
    expect(splitWords({ method: "usage", shares: [] })).toContain("the others");
  });
});
