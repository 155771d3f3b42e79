import { describe, expect, it } from "vitest";
import { checkTokenDraft, EMPTY_TOKEN, tokenInputOf } from "./token-draft";

const NOW = Date.parse("2026-11-29T12:00:00.000Z");
const HELD = ["keys:read", "keys:create", "api_tokens:read_all"];

describe("a token's draft", () => {
  it("reads everything its person may read unless more is asked for, and ends", () => {
    expect(tokenInputOf({ ...EMPTY_TOKEN, name: "ci" }, HELD, NOW)).toEqual({
      name: "ci",
      kind: "personal",
      scopes: ["keys:read", "api_tokens:read_all"],
      expiresAt: "2027-02-27T12:00:00.000Z",
    });
    expect(tokenInputOf({ ...EMPTY_TOKEN, reach: "all", days: "never" }, HELD, NOW)).toMatchObject({
      scopes: ["*"],
      expiresAt: null,
    });
  });

  it("needs a name, something it may do, and an end when it is a machine's", () => {
    const problems = checkTokenDraft({ ...EMPTY_TOKEN, kind: "service", reach: "chosen", days: "never" });
    expect(Object.keys(problems).filter((field) => problems[field] !== undefined)).toEqual([
      "name",
      "scopes",
      "expiresAt",
    ]);
  });
});
