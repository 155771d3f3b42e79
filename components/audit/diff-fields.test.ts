import { describe, expect, it } from "vitest";
import { changeSummary, diffFields } from "./diff-fields";

describe("a change, field by field", () => {
  it("says what was added, removed, changed and what stayed, changes first", () => {
    const before = { name: "a", role: "member", gone: 1, limits: { usd: "5" } };
    const after = { name: "a", role: "admin", fresh: true, limits: { usd: "7" } };
    expect(diffFields(before, after)).toEqual([
      { field: "role", before: "member", after: "admin", kind: "changed" },
      { field: "gone", before: "1", after: null, kind: "removed" },
      { field: "limits.usd", before: "5", after: "7", kind: "changed" },
      { field: "fresh", before: null, after: "true", kind: "added" },
      { field: "name", before: "a", after: "a", kind: "same" },
    ]);
  });

  it("reads lists, nothing and empty texts as words", () => {
    const [models, expires, purpose] = diffFields(null, { models: ["x", "y"], expires: null, purpose: "" });
    expect([models?.after, expires?.after, purpose?.after]).toEqual(["x, y", "none", "(empty)"]);
  });

  it("is two fields and a number in a list", () => {
    expect(changeSummary({ a: 1, b: 2, c: 3 }, { a: 2, b: 3, c: 4 })).toBe("a: 1 → 2 · b: 2 → 3 · 1 more");
    expect(changeSummary(null, null)).toBe("");
  });
});
