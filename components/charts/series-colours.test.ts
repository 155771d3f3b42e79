import { describe, expect, it } from "vitest";
import { OTHER_COLOUR, seriesColours } from "./series-colours";

describe("seriesColours", () => {
  it("gives a key the same colour whatever order the series come in", () => {
    const one = seriesColours(["gpt-5-mini", "claude-sonnet", "gemini-flash"]);
    const other = seriesColours(["gemini-flash", "gpt-5-mini", "claude-sonnet"]);
    expect([...one].sort()).toEqual([...other].sort());
  });
  it("never gives two shown series one colour while the palette lasts", () => {
    const colours = seriesColours(Array.from({ length: 8 }, (_, index) => `team_${index}`));
    expect(new Set(colours.values()).size).toBe(8);
  });
  it("draws other, none and whatever is beyond eight in grey", () => {
    const colours = seriesColours(["other", "", ...Array.from({ length: 9 }, (_, index) => `k${index}`)]);
    expect(colours.get("other")).toBe(OTHER_COLOUR);
    expect(colours.get("")).toBe(OTHER_COLOUR);
    expect([...colours.values()].filter((colour) => colour === OTHER_COLOUR)).toHaveLength(3);
  });
});
