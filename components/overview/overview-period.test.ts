import { describe, expect, it } from "vitest";
import { inPeriod, OVERVIEW_PERIODS, periodQuery, periodWords } from "./overview-period";

describe("periodQuery", () => {
  it("asks for the named period and leaves the bucket to the server unless one was chosen", () => {
    expect(periodQuery({ kind: "preset", preset: "7d" }, "auto")).toEqual({ period: "7d" });
    expect(periodQuery({ kind: "preset", preset: "7d" }, "hour")).toEqual({ period: "7d", bucket: "hour" });
  });
  it("asks for this month when the address names nothing known", () => {
    expect(periodQuery({ kind: "preset", preset: "9y" }, "auto")).toEqual({ period: "month" });
  });
});

describe("inPeriod", () => {
  it("reads as a sentence for every period", () => {
    const said = OVERVIEW_PERIODS.map(({ value }) => inPeriod(periodWords({ kind: "preset", preset: value })));
    expect(said).toContain("in the last 24 hours");
    expect(said).toContain("this month");
    expect(said).toContain("last month");
  });
});
