import { describe, expect, it } from "vitest";
import { checkIssueDraft, createKeyInputOf, emptyIssueDraft } from "./issue-draft";

const now = Date.parse("2026-11-20T12:00:00Z");
const draft = { ...emptyIssueDraft("prj_1"), name: " search-production " };

describe("a key to be", () => {
  it("has no limits unless some are typed, and zero is a limit", () => {
    expect(createKeyInputOf(draft, now)?.quotas).toEqual([]);
    const limited = { ...draft, limits: { ...draft.limits, usd: "0", concurrent: "8" } };
    expect(createKeyInputOf(limited, now)?.quotas).toEqual([
      { unit: "usd", window: "month", limit: "0", hard: true },
      { unit: "concurrent", window: "now", limit: "8", hard: true },
    ]);
  });

  it("is asked for with trimmed words and every model by default", () => {
    expect(createKeyInputOf(draft, now)).toMatchObject({ name: "search-production", allowedModels: ["*"] });
  });

  it("names every field that is missing or wrong at once", () => {
    const problems = checkIssueDraft(
      { ...emptyIssueDraft(null), models: { every: false, chosen: [] }, limits: { ...draft.limits, usd: "a lot" } },
      now,
    );
    const named = Object.entries(problems).filter(([, sentence]) => sentence !== undefined);
    expect(named.map(([field]) => field)).toEqual(["projectId", "name", "allowedModels", "limits.usd"]);
  });
});
