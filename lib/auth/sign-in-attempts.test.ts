import { describe, expect, it } from "vitest";
import { SignInAttempts } from "./sign-in-attempts";

describe("attempts to sign in", () => {
  let nowMs = 0;
  const open = () => {
    nowMs = 0;
    return new SignInAttempts(() => nowMs);
  };

  it("lets one address fail sixty times a minute, and others go on", () => {
    const attempts = open();
    for (let count = 0; count < 60; count++) expect(attempts.take("192.0.2.1")).toBe(0);
    nowMs = 20_500;
    expect(attempts.take("192.0.2.1")).toBe(40);
    expect(attempts.take("192.0.2.2")).toBe(0);
    nowMs = 60_000;
    expect(attempts.take("192.0.2.1")).toBe(0);
  });

  it("takes those without an address for one", () => {
    const attempts = open();
    for (let count = 0; count < 60; count++) attempts.take(null);
    expect(attempts.take(null)).toBeGreaterThan(0);
  });

  it("never holds up who succeeds", () => {
    const attempts = open();
    for (let count = 0; count < 5_000; count++) {
      expect(attempts.take("192.0.2.1")).toBe(0);
      attempts.giveBack("192.0.2.1");
    }
  });

  it("bounds all together, whatever addresses somebody invents", () => {
    const attempts = open();
    const allowed = Array.from({ length: 5_000 }, (_, count) => attempts.take(`192.0.${count}`)).filter((s) => s === 0);
    expect(allowed).toHaveLength(1_200);
    nowMs = 60_000;
    expect(attempts.take("192.0.2.1")).toBe(0);
  });
});
