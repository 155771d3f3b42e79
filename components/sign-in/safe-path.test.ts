import { describe, expect, it } from "vitest";
import { safePath } from "./safe-path";

describe("safePath", () => {
  it("keeps a path of this origin with its query", () => {
    expect(safePath("/requests?outcome=refused")).toBe("/requests?outcome=refused");
  });
  it.each([
    null,
    "",
    "https://evil.example",
    "//evil.example",
    "/\\evil.example",
    "/\t/evil.example",
    "/.//evil.example",
    "/a/..//evil.example",
    "/./\\evil.example",
    "javascript:alert(1)",
    "/sign-in?next=/",
  ])("never leaves the portal for %j", (next) => {
    expect(safePath(next)).toBe("/");
  });
});
