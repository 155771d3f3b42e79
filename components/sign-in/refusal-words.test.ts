import { describe, expect, it } from "vitest";
import { refusalWords } from "./refusal-words";

describe("what a refused sign-in says", () => {
  it("is a sentence with what to do, and never what stands in the address", () => {
    for (const code of ["not_allowed", "email_unverified", "Callback", "<script>", "constructor", "__proto__"]) {
      expect(refusalWords(code)).toMatch(/^[A-Z].+\.$/);
      expect(refusalWords(code)).not.toContain(code);
    }
    expect(refusalWords(null)).toBeNull();
  });
});
