import { describe, expect, it } from "vitest";
import { browserName } from "./browser-name";

describe("a browser's name", () => {
  it("is browser and system where the user agent names them", () => {
    const chrome = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36";
    expect(browserName(chrome)).toBe("Chrome on Linux");
    expect(browserName(`${chrome} Edg/140.0`)).toBe("Edge on Linux");
    const safari = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1 Version/19.0 Safari/604.1";
    expect(browserName(safari)).toBe("Safari on iOS");
  });

  it("is the beginning of anything else, and says when nothing is known", () => {
    expect(browserName("curl/8.5.0")).toBe("curl/8.5.0");
    expect(browserName("x".repeat(300))).toHaveLength(41);
    for (const nothing of [null, "", "  "]) expect(browserName(nothing)).toBe("Unknown browser");
  });
});
