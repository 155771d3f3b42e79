import { describe, expect, it } from "vitest";
import { chartCsv } from "./chart-csv";

const series = [
  { key: "a", label: 'Search, "beta"' },
  { key: "b", label: "=HYPERLINK(1)" },
];

describe("chartCsv", () => {
  it("quotes what would split and defuses what a spreadsheet would run", () => {
    expect(chartCsv(series, []).split("\r\n")[0]).toBe(`start,complete,"Search, ""beta""",'=HYPERLINK(1)`);
  });
  it("keeps numbers unrounded and leaves unmeasured values empty", () => {
    const point = { start: "2026-11-20T00:00:00Z", complete: false, values: { a: 0.000412, b: null } };
    expect(chartCsv(series, [point]).split("\r\n")[1]).toBe("2026-11-20T00:00:00Z,false,0.000412,");
  });
});
