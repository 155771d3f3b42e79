import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isApiToken, isSignInToken, mintApiToken, mintSignInToken } from "./bearer-token";
import { digestsEqual, digestToken } from "./digest";
import { mintVirtualKeySecret, newPublicId, parseVirtualKey, VIRTUAL_KEY_CHARACTERS } from "./virtual-key";

describe("virtual keys", () => {
  it("parses what it mints and gives the public id back", () => {
    const publicId = newPublicId();
    const full = mintVirtualKeySecret(publicId).reveal();
    expect(full).toMatch(/^gk_live_[0-9A-Za-z]{8}_[0-9A-Za-z]{43}_[0-9A-Za-z]{6}$/);
    expect(parseVirtualKey(full)).toEqual({ publicId, full });
    expect(full).toHaveLength(VIRTUAL_KEY_CHARACTERS);
  });

  it("never mints the same secret twice", () => {
    const publicId = newPublicId();
    const minted = new Set(Array.from({ length: 500 }, () => mintVirtualKeySecret(publicId).reveal()));
    expect(minted.size).toBe(500);
  });

  it("refuses a key with any single character changed", () => {
    const full = mintVirtualKeySecret(newPublicId()).reveal();
    fc.assert(
      fc.property(fc.nat(full.length - 1), fc.constantFrom(..."0aZ_- "), (at, character) => {
        fc.pre(full[at] !== character);
        expect(parseVirtualKey(full.slice(0, at) + character + full.slice(at + 1))).toBeNull();
      }),
    );
  });

  it("refuses garbage, SQL, NUL and long text without throwing", () => {
    for (const text of ["", "gk_live_", "' or 1=1 --", "\0", "gk_live_\u0000", "x".repeat(8192), "Bearer %"]) {
      expect(parseVirtualKey(text)).toBeNull();
    }
    fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => parseVirtualKey(text) === null));
  });

  it("does not show a secret that is logged", () => {
    const secret = mintVirtualKeySecret(newPublicId());
    expect(`${secret} ${JSON.stringify({ secret })}`).toBe('[secret] {"secret":"[secret]"}');
  });
});

describe("bearer and sign-in tokens", () => {
  it("accepts what it mints, and a bootstrap token of the operator's own making", () => {
    expect(isApiToken(mintApiToken().reveal())).toBe(true);
    expect(isSignInToken(mintSignInToken().reveal())).toBe(true);
    expect(isApiToken(randomBytes(32).toString("base64url"))).toBe(true);
  });

  it("refuses a token of ours with a wrong checksum", () => {
    const token = mintApiToken().reveal();
    expect(isApiToken(`${token.slice(0, -1)}${token.endsWith("0") ? "1" : "0"}`)).toBe(false);
    expect(isSignInToken(token)).toBe(false);
  });
});

describe("digests", () => {
  it("depend on the pepper and on every character", () => {
    const pepper = randomBytes(32);
    const digest = digestToken("gk_live_a", pepper);
    expect(digest).toHaveLength(32);
    expect(digestsEqual(digest, digestToken("gk_live_a", pepper))).toBe(true);
    expect(digestsEqual(digest, digestToken("gk_live_b", pepper))).toBe(false);
    expect(digestsEqual(digest, digestToken("gk_live_a", randomBytes(32)))).toBe(false);
    expect(digestsEqual(digest, digest.subarray(1))).toBe(false);
  });
});
