import { describe, expect, it } from "vitest";
import { lastUseWords } from "./last-use-words";

const now = Date.parse("2026-11-20T12:00:00Z");
const key = { lastUsedAt: "2026-11-20T11:57:00Z" };

describe("what ending a key would break", () => {
  it("names the last use and the calls of a day", () => {
    expect(lastUseWords(key, 1234, now)).toBe("It was last used 3 min ago and made 1,234 calls in the last 24 hours.");
    expect(lastUseWords(key, 1, now)).toContain("1 call in");
  });

  it("does not claim what is not known", () => {
    expect(lastUseWords(key, undefined, now)).toBe("It was last used 3 min ago.");
    expect(lastUseWords({ lastUsedAt: null }, undefined, now)).toBe("It has never been used.");
  });
});
