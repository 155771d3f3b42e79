import { describe, expect, it } from "vitest";
import { csvRow } from "./csv-row";

describe("a row of CSV", () => {
  it.each([
    ["=HYPERLINK(1)", "'=HYPERLINK(1)"],
    ["+1+1", "'+1+1"],
    ["-2+3", "'-2+3"],
    ["@SUM(A1)", "'@SUM(A1)"],
    [" =1", "' =1"],
    ["\t=1", "'\t=1"],
    ["-12.50", "-12.50"],
    ["plain", "plain"],
    ['say "hi", twice', '"say ""hi"", twice"'],
    ["two\nlines", '"two\nlines"'],
  ])("writes %j so that no spreadsheet runs or splits it", (text, cell) => {
    expect(csvRow([text, 1, null])).toBe(`${cell},1,\r\n`);
  });
});
