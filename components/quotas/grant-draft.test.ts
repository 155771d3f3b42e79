import { describe, expect, it } from "vitest";
import { checkGrantDraft, type GrantDraft, grantInputOf } from "./grant-draft";

const now = Date.parse("2026-11-21T10:00:00Z");
const resetsAt = "2026-12-01T00:00:00Z";
const draft: GrantDraft = { amount: "$50", span: "24", until: "", reason: " launch " };

describe("a raise for a time", () => {
  it("ends after a span, at the limit's own reset, or at a chosen time", () => {
    expect(grantInputOf(draft, { now, resetsAt })).toEqual({
      amount: "50",
      endsAt: "2026-11-22T10:00:00.000Z",
      reason: "launch",
    });
    expect(grantInputOf({ ...draft, span: "reset" }, { now, resetsAt })?.endsAt).toBe("2026-12-01T00:00:00.000Z");
    expect(grantInputOf({ ...draft, span: "date" }, { now, resetsAt })).toBeNull();
  });

  it("adds something that the unit has, and ends in the future", () => {
    const at = { now, resetsAt, unit: "tokens" as const };
    expect(checkGrantDraft({ ...draft, amount: "-5" }, at).amount).toContain("To lower it");
    expect(checkGrantDraft({ ...draft, amount: "0" }, at).amount).toBeDefined();
    expect(checkGrantDraft({ ...draft, amount: "1.5" }, at).amount).toContain("whole number");
    expect(checkGrantDraft({ ...draft, span: "date", until: "2020-01-01T00:00" }, at).endsAt).toBeDefined();
    expect(checkGrantDraft(draft, { ...at, unit: "usd" })).toEqual({ amount: undefined, endsAt: undefined });
  });
});
