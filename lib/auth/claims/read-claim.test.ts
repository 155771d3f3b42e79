import { describe, expect, it } from "vitest";
import { readClaim } from "./read-claim";

describe("a claim", () => {
  it("is read by name or by path, names with dots first", () => {
    const claims = {
      groups: ["a", "b"],
      "https://example.com/groups": ["c"],
      realm_access: { roles: ["d"] },
      resource_access: { "my.client": { roles: ["e"] } },
      level: 3,
      staff: true,
    };
    const read = (claim: string) => readClaim(claims, claim);
    expect(read("groups")).toEqual(["a", "b"]);
    expect(read("https://example.com/groups")).toEqual(["c"]);
    expect(read("realm_access.roles")).toEqual(["d"]);
    expect(read("resource_access.my.client.roles")).toEqual(["e"]);
    expect([read("level"), read("staff")]).toEqual([["3"], ["true"]]);
  });

  it("is nothing where there is none, or where objects are", () => {
    const claims = { groups: [{ name: "a" }, ["b"], null], name: { first: "x" } };
    for (const claim of [
      "groups",
      "name",
      "absent",
      "groups.0",
      "",
      ".",
      "constructor",
      "__proto__",
      "name.__proto__",
    ]) {
      expect({ claim, read: readClaim(claims, claim) }).toEqual({ claim, read: [] });
    }
  });
});
