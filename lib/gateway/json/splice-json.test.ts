import fc from "fast-check";
import { expect, test } from "vitest";
import { scanJson } from "./scan-json";
import { spliceJson } from "./splice-json";

const LIMITS = { maxDepth: 64, maxKeys: 50_000, uniqueKeys: new Set(["model", "stream", "messages"]) };

function splice(text: string, set: Record<string, string | boolean>, remove: string[] = []): string {
  const bytes = Buffer.from(text);
  return spliceJson(bytes, scanJson(bytes, LIMITS), { set, remove }).toString();
}

test("replaces one member and leaves every other byte as it was", () => {
  expect(splice('{ "n": 1.10, "model" : "a" ,"x":"\\u00e9"}', { model: "b" })).toBe(
    '{ "n": 1.10, "model" : "b" ,"x":"\\u00e9"}',
  );
});

test("adds a member to full and to empty objects", () => {
  expect(splice('{"a":1}', { stream: true })).toBe('{"a":1,"stream":true}');
  expect(splice("{}", { stream: true })).toBe('{"stream":true}');
});

test("removes first, middle, last and only members", () => {
  expect(splice('{"a":1,"b":2,"c":3}', {}, ["a"])).toBe('{"b":2,"c":3}');
  expect(splice('{"a":1,"b":2,"c":3}', {}, ["b"])).toBe('{"a":1,"c":3}');
  expect(splice('{"a":1,"b":2,"c":3}', {}, ["c"])).toBe('{"a":1,"b":2}');
  expect(splice('{"a":1}', {}, ["a"])).toBe("{}");
  expect(splice('{"a":1,"b":2}', { z: "q" }, ["a", "b"])).toBe('{"z":"q"}');
});

test("any object with any replacements parses to what the replacements say", () => {
  const object = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 }), { noNullPrototype: true });
  fc.assert(
    fc.property(
      object,
      fc.dictionary(fc.string(), fc.string(), { noNullPrototype: true }),
      fc.array(fc.string()),
      (base, set, remove) => {
        if (
          [...Object.keys(base), ...Object.keys(set)].includes("__proto__") ||
          JSON.stringify(base).includes("__proto__")
        )
          return;
        const gone = remove.filter((key) => !(key in set));
        const expected: Record<string, unknown> = Object.fromEntries(
          Object.entries(base).filter(([key]) => !gone.includes(key)),
        );
        for (const [key, value] of Object.entries(set)) expected[key] = value;
        const bytes = Buffer.from(JSON.stringify(base, null, 1));
        const spliced = spliceJson(bytes, scanJson(bytes, LIMITS), { set, remove: gone }).toString();
        expect(JSON.parse(spliced)).toEqual(JSON.parse(JSON.stringify(expected)));
      },
    ),
  );
});

test.each([
  ['{"model":"a","model":"b"}', /"model" twice/],
  ['{"mod\\u0065l":"a","model":"b"}', /"model" twice/],
  ['{"a":{"__proto__":{}}}', /__proto__/],
  ['{"a":[{"\\u005f_proto__":1}]}', /__proto__/],
  [`${"[".repeat(65)}`, /deeper than 64/],
])("refuses %s", (text, message) => {
  expect(() => scanJson(Buffer.from(text), LIMITS)).toThrow(message);
});

test("a prompt may talk about __proto__ and braces", () => {
  const bytes = Buffer.from('{"messages":[{"content":"what is __proto__ \\" : {{{{"}],"model":"m"}');
  expect(scanJson(bytes, LIMITS).members.map((member) => member.key)).toEqual(["messages", "model"]);
});
