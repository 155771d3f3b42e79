import { describe, expect, it } from "vitest";
import { identityOf } from "./identity-of";
import { presetOf } from "./presets";

const whose = { issuer: "https://id.example.com", subject: "s" };

describe("who a provider's claims name", () => {
  it("has a verified address only by the standard's flag", () => {
    const verified = (email_verified: unknown) =>
      identityOf(whose, { email: "a@example.com", email_verified }, null).emailVerified;
    expect([true, "true"].map(verified)).toEqual([true, true]);
    expect([false, "false", 1, null, undefined, "yes", {}].some(verified)).toBe(false);
    expect(identityOf(whose, { email: "nobody", email_verified: true }, null)).toMatchObject({
      email: null,
      emailVerified: false,
    });
  });

  it("has the address of a directory that vouches in its own way, and the directory's id", () => {
    const entra = presetOf("https://login.microsoftonline.com/1b2c/v2.0");
    const claims = { email: "a@example.com", email_verified: true, oid: "object" };
    expect(identityOf(whose, claims, entra)).toMatchObject({ emailVerified: false, directoryIds: ["s", "object"] });
    expect(identityOf(whose, { ...claims, xms_edov: true }, entra).emailVerified).toBe(true);
    expect(identityOf(whose, claims, null).directoryIds).toEqual(["s"]);
  });

  it("has a name without control characters, and no claim with a NUL", () => {
    expect(identityOf(whose, { name: " A\u0007da\n" }, null).name).toBe("A da");
    expect(() => identityOf(whose, { name: "a\u0000" }, null)).toThrow(/NUL/);
  });

  it("belongs to the preset of its issuer's host, and to no look-alike", () => {
    const presets = {
      "https://login.microsoftonline.com/t/v2.0": "entra",
      "https://acme.okta.com": "okta",
      "https://accounts.google.com": "google",
      "https://sso.example.com/realms/main": "keycloak",
      "https://acme.eu.auth0.com/": "auth0",
      "https://login.microsoftonline.com.evil.example/t/v2.0": undefined,
      "https://evilokta.com": undefined,
      "https://id.example.com": undefined,
    };
    for (const [issuer, id] of Object.entries(presets))
      expect({ issuer, id: presetOf(issuer)?.id }).toEqual({ issuer, id });
  });
});
