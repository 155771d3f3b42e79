import { describe, expect, it } from "vitest";
import { readPatch } from "./read-patch";

const pathOf = (path: string) => readPatch({ Operations: [{ op: "add", path, value: "x" }] })[0]?.path;

describe("a PATCH", () => {
  it("ignores the case of attributes and keeps that of values in filters", () => {
    expect(pathOf('Emails[Type eq "Work"].Value')).toBe('emails[type eq "Work"].value');
    expect(pathOf('members[value eq "per_Ab"]')).toBe('members[value eq "per_Ab"]');
    expect(pathOf("urn:ietf:params:scim:schemas:core:2.0:User:UserName")).toBe("username");
  });

  it("cannot keep the process busy with one path", () => {
    const began = performance.now();
    expect(pathOf(`${"a".repeat(980)}"`)).toHaveLength(981);
    for (const path of [`${"a".repeat(100_000)}"`, 'a"'.repeat(100_000)]) expect(() => pathOf(path)).toThrow("path");
    expect(performance.now() - began).toBeLessThan(200);
  });
});
