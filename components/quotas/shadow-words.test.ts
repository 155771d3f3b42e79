import { describe, expect, it } from "vitest";
import { shadowWords } from "./shadow-words";

describe("what a limit in shadow would have done", () => {
  it("says refused of asked, and tells nothing refused from nothing asked", () => {
    expect(shadowWords({ asked: 1204, refused: 17 })).toBe("Would have refused 17 of 1,204 calls (1.4%)");
    expect(shadowWords({ asked: 3, refused: 0 })).toBe("Would have refused none of 3 calls");
    expect(shadowWords({ asked: 0, refused: 0 })).toBe("No call yet");
  });
});
