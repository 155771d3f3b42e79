import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { maySay } from "./may-say";

const PADDING = "x".repeat(70_000);

describe("a word that JSON may hold", () => {
  it("is seen as it is, in small bodies and in large ones", () => {
    for (const padding of ["", PADDING]) {
      expect(maySay(Buffer.from(`{"file_id":"${padding}"}`), ["prompt", "file_id"])).toBe(true);
      expect(maySay(Buffer.from(`{"name":"${padding}"}`), ["prompt", "file_id"])).toBe(false);
    }
  });

  it("is seen however its letters are escaped", () => {
    const letter = fc.constantFrom("file_id", "vector_store_ids", "container").chain((word) =>
      fc.record({
        word: fc.constant(word),
        escaped: fc.array(fc.integer({ min: 0, max: word.length - 1 }), { minLength: 1 }),
      }),
    );
    fc.assert(
      fc.property(letter, ({ word, escaped }) => {
        const spelled = [...word]
          .map((char, n) => (escaped.includes(n) ? `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}` : char))
          .join("");
        const json = `{"${spelled}":1}`;
        expect(Object.keys(JSON.parse(json))).toEqual([word]);
        expect(maySay(Buffer.from(json), [word])).toBe(true);
      }),
    );
  });
});
