import { describe, expect, it } from "vitest";
import type { Json, JsonObject } from "@/lib/llm/json";
import { valueOfSchema } from "./value-of-schema";

describe("valueOfSchema", () => {
  const cases: [string, JsonObject, Json][] = [
    ["keeps bounds", { type: "number", exclusiveMinimum: 4, maximum: 9 }, 5],
    ["keeps multiples", { type: "integer", minimum: 7, multipleOf: 5 }, 10],
    ["takes const, enum, default and examples as given", { type: "string", pattern: "^x$", examples: ["x"] }, "x"],
    ["keeps lengths", { type: "string", maxLength: 3 }, "sim"],
    ["gives formats", { type: "string", format: "date" }, "2026-01-01"],
    ["gives at least the items asked for", { type: "array", minItems: 2, items: { type: "boolean" } }, [true, true]],
    ["takes the first alternative", { anyOf: [{ type: "null" }, { type: "string" }] }, null],
    ["takes the first of several types", { type: ["integer", "null"] }, 1],
    [
      "follows references",
      { $ref: "#/$defs/a", $defs: { a: { type: "object", properties: { b: { type: "boolean" } } } } },
      { b: true },
    ],
    [
      "joins allOf",
      {
        allOf: [
          { type: "object", properties: { a: { const: 1 } }, required: ["a"] },
          { properties: { b: { const: 2 } }, required: ["b"] },
        ],
      },
      { a: 1, b: 2 },
    ],
    [
      "leaves optional properties out when some are required",
      { properties: { a: {}, b: { const: 1 } }, required: ["b"] },
      { b: 1 },
    ],
  ];
  it.each(cases)("%s", (_, schema, value) => expect(valueOfSchema(schema)).toEqual(value));

  it("ends for schemas that refer to themselves or ask for endless items", () => {
    const circular = { $ref: "#/$defs/n", $defs: { n: { type: "object", properties: { n: { $ref: "#/$defs/n" } } } } };
    expect(JSON.stringify(valueOfSchema(circular)).length).toBeLessThan(1000);
    const row: JsonObject = { type: "array", minItems: 1e9, items: { type: "array", minItems: 1e9 } };
    expect(JSON.stringify(valueOfSchema(row)).length).toBeLessThan(100_000);
  });

  it("reads names of built-in object members as plain names", () => {
    expect(valueOfSchema({ type: "constructor", format: "toString" })).toBe("simulated value");
  });
});
