import { describe, expect, it } from "vitest";
import { QUOTA_SCOPES, type Quota, type QuotaRefusal } from "@/lib/quotas/contract";
import { quotaOf } from "@/lib/quotas/testing/quota-of";
import { explainRefusal } from "./explain-refusal";

const URL = "https://gate.example.com";
const RESET = Date.UTC(2026, 11, 1);
const ESTIMATE = { costMicros: 60_000_000n, inputTokens: 1_200, outputTokens: 30_000 };

function explain(terms: Partial<Quota>, over: Partial<QuotaRefusal> & { retryAfterMs?: number } = {}) {
  const quota = quotaOf({ scopeKind: "project", scopeName: "search", limit: 200_000_000n, ...terms });
  const { retryAfterMs = null, ...given } = over;
  const need = { need: 60_000_000n, maxPerCall: quota.limit, reason: "no_room" } as const;
  const by = { quota, limit: quota.limit, used: quota.limit, held: 0n, resetsAt: RESET, ...need, ...given };
  return explainRefusal({ kind: "refused", by, retryAfterMs, standings: [] }, ESTIMATE, URL);
}

describe("a refusal", () => {
  it("says whose budget, how much is used and held to the micro-dollar, when it resets and where to ask", () => {
    const error = explain({}, { used: 196_800_001n, held: 3_199_999n });
    expect(error.message).toBe(
      'Budget of project "search" is used up: $196.800001 of $200.00 this month, and $3.199999 is held for calls in flight. Resets 2026-12-01T00:00:00Z. Ask for more: https://gate.example.com/access-requests/new?kind=quota&quota=quo_a',
    );
    expect(error).toMatchObject({ code: "budget_exceeded", status: 429, shouldRetry: false, retryAfterMs: undefined });
    expect(error.refusal).toEqual({
      scope: "project",
      scope_name: "search",
      unit: "usd",
      window: "month",
      used: "196.800001",
      held: "3.199999",
      limit: "200.00",
      needed: "60.00",
      reason: "no_room",
      resets_at: "2026-12-01T00:00:00Z",
      quota_id: "quo_a",
      request_url: "https://gate.example.com/access-requests/new?kind=quota&quota=quo_a",
    });
  });

  it("tells a budget with too little left for this call from one that is used up", () => {
    expect(explain({}, { used: 150_000_000n }).message).toContain(
      'Budget of project "search" has too little left for this call, which may need $60.00: $150.00 of $200.00 this month.',
    );
  });

  it("says that zero allows nothing and waiting does not help", () => {
    expect(explain({ limit: 0n }, { used: 0n }).message).toMatch(
      /^Budget of project "search" allows nothing: its limit is \$0\.00 this month\. Waiting does not help\./,
    );
  });

  it("advises to wait where that helps, and only there lets clients try again", () => {
    const terms = { unit: "requests", window: "minute", limit: 600n } as const;
    const helps = explain(terms, { retryAfterMs: 4_200, need: 1n });
    expect(helps.message).toContain(
      'Rate limit of project "search" is reached: 600 of 600 requests in the last minute.',
    );
    expect(helps.message).toContain("Try again in 5 s.");
    expect(helps).toMatchObject({ code: "rate_limit_exceeded", shouldRetry: true, retryAfterMs: 4_200 });
    expect(explain({ ...terms, window: "lifetime" }, { resetsAt: null }).message).toContain(
      "It does not reset by itself.",
    );
    expect(explain({ ...terms, window: "lifetime" }, { resetsAt: null }).shouldRetry).toBe(false);
  });

  it("has a sentence for calls at once", () => {
    const error = explain(
      { unit: "concurrent", window: "now", limit: 8n },
      { used: 0n, held: 8n, retryAfterMs: 1_000 },
    );
    expect(error.message).toMatch(
      /^Concurrency limit of project "search" is reached: 8 calls at once\. Try again in 1 s\./,
    );
  });

  it.each<[Partial<Quota>, string]>([
    [{ window: "hour" }, "$200.00 of $200.00 in the last hour"],
    [{ window: "day" }, "$200.00 of $200.00 today"],
    [{ window: "week" }, "$200.00 of $200.00 this week"],
    [{ window: "quarter" }, "$200.00 of $200.00 this quarter"],
    [{ window: "days", windowDays: 14 }, "$200.00 of $200.00 in these 14 days"],
    [{ window: "lifetime" }, "$200.00 of $200.00 in total"],
    [{ unit: "tokens", window: "day", limit: 1n }, 'Limit of project "search" is reached: 1 of 1 token today'],
    [{ unit: "output_tokens", window: "hour", limit: 9n }, "is reached: 9 of 9 output tokens in the last hour"],
    [{ unit: "input_tokens", window: "minute", limit: 9n }, "is reached: 9 of 9 input tokens in the last minute"],
  ])("has words for %o", (terms, words) => {
    expect(explain(terms).message).toContain(words);
  });

  it.each(QUOTA_SCOPES)("names the %s", (scopeKind) => {
    expect(explain({ scopeKind }).message).toMatch(/^Budget of [a-z ]+ "search" is used up/);
    expect(explain({ scopeKind }).refusal).toMatchObject({ scope: scopeKind });
  });

  it("names the end user that a quota of each end user is about", () => {
    const error = explain({ scopeKind: "end_user", scopeName: "*", subject: "ann" });
    expect(error.message).toContain('end user "ann"');
    expect(error.refusal).toMatchObject({ scope_name: "ann" });
  });

  describe("for a call that is too large", () => {
    const tooLarge = (terms: Partial<Quota>, sizes: Partial<QuotaRefusal>) =>
      explain({ maxCallPercent: 10, ...terms }, { reason: "call_too_large", ...sizes });

    it("says what one call may hold and what to lower, and that trying again does not help", () => {
      const error = tooLarge({}, { used: 0n, maxPerCall: 20_000_000n });
      expect(error.message).toBe(
        'This call may need $60.00, and one call may hold at most $20.00, 10 % of the budget of project "search". Lower max_tokens (now 30000 for a prompt of about 1200 tokens), send a shorter prompt, or call a cheaper model. Trying the same call again does not help. Ask for more: https://gate.example.com/access-requests/new?kind=quota&quota=quo_a',
      );
      expect(error).toMatchObject({ shouldRetry: false, refusal: { reason: "call_too_large", needed: "60.00" } });
    });

    it("says so where the whole limit is less than the call", () => {
      const error = tooLarge({ maxCallPercent: 100, limit: 5_000_000n }, { used: 0n, maxPerCall: 5_000_000n });
      expect(error.message).toMatch(
        /^This call may need \$60\.00, more than the budget of project "search" in whole: \$5\.00 this month\. Lower/,
      );
    });

    it.each<[Partial<Quota>, bigint, string]>([
      [{ unit: "tokens" }, 20_000n, "Lower max_tokens (now 30000 for a prompt of about 1200 tokens) to 18800 or less."],
      [{ unit: "tokens" }, 1_000n, "Send a shorter prompt and lower max_tokens"],
      [{ unit: "output_tokens" }, 4_000n, "to 4000 or less."],
      [{ unit: "input_tokens" }, 1_000n, "Send a prompt of at most 1000 tokens; this one has about 1200."],
    ])("says exactly how far where the unit is %o", (terms, maxPerCall, words) => {
      expect(tooLarge({ window: "minute", ...terms }, { maxPerCall, need: 31_200n }).message).toContain(words);
    });
  });
});
