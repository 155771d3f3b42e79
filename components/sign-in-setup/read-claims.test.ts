import { describe, expect, it } from "vitest";
import { readClaims } from "./read-claims";

describe("pasted claims", () => {
  it("are a JSON object or a whole ID token", () => {
    const claims = { sub: "1", name: "Zoë", groups: ["a"] };
    const payload = Buffer.from(JSON.stringify(claims)).toString("base64url");
    for (const text of [JSON.stringify(claims), `eyJhbGciOiJSUzI1NiJ9.${payload}.c2ln`, ` e30.${payload}. `]) {
      expect(readClaims(text)).toEqual(claims);
    }
  });

  it("are nothing else", () => {
    for (const text of ["", "[]", "null", "sub: 1", "a.b.c", '"text"']) expect(readClaims(text)).toBeNull();
  });
});
