import { describe, expect, it } from "vitest";
import { portalPath } from "./portal-path";

describe("where a sign-in ends", () => {
  it("is a page of this portal, or its front door", () => {
    const at = (url: string) => portalPath(url, "https://gate.example.com");
    expect(at("/keys?status=active")).toBe("/keys?status=active");
    expect(at("https://gate.example.com/limits")).toBe("/limits");
    const elsewhere = [
      "https://evil.example.com/keys",
      "//evil.example.com",
      "/\\evil.example.com",
      "https://gate.example.com//evil.example.com",
      "https://gate.example.com.evil.example/",
      "javascript:alert(1)",
      "/api/auth/signout",
      "/sign-in/link",
      "http://",
    ];
    for (const url of elsewhere) expect({ url, to: at(url) }).toEqual({ url, to: "/" });
  });
});
