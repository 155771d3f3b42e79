import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { HARMLESS_LOSSES, refuseLosses } from "./refuse-losses";
import { requestOf } from "./testing/adapter-contract";

describe("refuseLosses", () => {
  it.each([...HARMLESS_LOSSES.keys()])("drops %s only because docs/lossy-translation.md says so", (name) => {
    const dropped = readFileSync("docs/lossy-translation.md", "utf8").split("## Dropped")[1]?.split("## Asked")[0];
    expect(dropped).toContain(`\`${name}`);
  });

  it("refuses a parameter nobody knows, by its name", () => {
    expect(() => refuseLosses(requestOf({ extra: { novelty: 1 } }), { mostChoices: 1 })).toThrowError(
      expect.objectContaining({ code: "unsupported_parameter", param: "novelty" }),
    );
  });

  it("takes names of built-in object members for parameters like any other", () => {
    expect(() => refuseLosses(requestOf({ extra: { constructor: 1 } }), { mostChoices: 1 })).toThrow();
  });
});
