import { describe, expect, it } from "vitest";
import type { Quota, QuotaStanding } from "@/lib/quotas/contract";
import { limitAt } from "@/lib/quotas/limit-at";
import { quotaOf } from "@/lib/quotas/testing/quota-of";
import { judgeLoop, judgeSlope, type SlopeFacts } from "./rules";

const DAY_MS = 24 * 3_600_000;
const NOW = Date.UTC(2026, 10, 21, 12);
const usd = (dollars: number) => Math.round(dollars * 1_000_000);

function budget(over: Partial<QuotaStanding> & { terms?: Partial<Quota> } = {}): QuotaStanding {
  const { terms, ...standing } = over;
  const quota = quotaOf({ limit: BigInt(usd(200)), scopeKind: "project", scopeName: "search", ...terms });
  return {
    quota,
    limit: limitAt(quota, NOW),
    used: BigInt(usd(40)),
    held: 0n,
    resetsAt: NOW + 9 * DAY_MS,
    ...standing,
  };
}

/** $3 in ten minutes against a usual $0.10: $200 would be gone in under nine hours, with nine days to go. */
const runaway: SlopeFacts = {
  spent: usd(3),
  before: usd(14.4),
  beforeMs: DAY_MS,
  budget: budget(),
  nowMs: NOW,
};

describe("slope", () => {
  it("finds a pace that ends the window early, and says it so that a person can act", () => {
    const finding = judgeSlope(runaway);
    expect(finding).toMatchObject({
      kind: "slope",
      detail: { spentUsd: "3.00", usualUsd: "0.10", limitUsd: "200.00" },
    });
    expect(finding?.reason).toBe(
      'It spent $3.00 in 10 minutes (30 times its usual): at this pace the budget of project "search" of $200.00 would be gone in 9 hours, with 9 days to go.',
    );
  });

  it.each<[string, Partial<SlopeFacts>]>([
    ["the budget holds at this pace", { budget: budget({ terms: { limit: BigInt(usd(3_000)) } }) }],
    ["the pace is the key's own usual", { before: usd(3 * 144) }],
    ["the amount is small", { spent: usd(0.49) }],
    ["the amount is small beside the limit", { budget: budget({ terms: { limit: BigInt(usd(301)) } }) }],
    ["the window is over soon", { budget: budget({ resetsAt: NOW + 3_600_000 }) }],
    ["the window is over before a person could look", { budget: budget({ terms: { window: "hour" } }) }],
    [
      "a grant makes room",
      {
        budget: budget({
          terms: { grants: [{ amount: BigInt(usd(10_000)), startsAt: NOW - 1, endsAt: NOW + DAY_MS }] },
        }),
      },
    ],
  ])("is none when %s", (_why, over) => {
    expect(judgeSlope({ ...runaway, ...over })).toBeNull();
  });

  it("judges a lifetime budget by its next day", () => {
    const lifetime = budget({ resetsAt: null, terms: { window: "lifetime" } });
    expect(judgeSlope({ ...runaway, budget: lifetime })?.kind).toBe("slope");
    expect(judgeSlope({ ...runaway, spent: usd(2.1), budget: lifetime })).toBeNull();
  });

  it("knows a key without a past, and a budget that is gone", () => {
    const fresh = judgeSlope({ ...runaway, before: 0, beforeMs: 0, budget: budget({ used: BigInt(usd(250)) }) });
    expect(fresh?.reason).toContain("it had spent nothing the day before");
    expect(fresh?.reason).toContain("is gone already");
  });
});

describe("loop", () => {
  it("is a hundred calls in five minutes that are nearly all the same", () => {
    expect(judgeLoop({ calls: 143, votes: 0.92 })?.reason).toBe(
      "It sent the same prompt again and again: about 96% of 143 calls in 5 minutes had the same body.",
    );
    expect(judgeLoop({ calls: 120, votes: 1 })?.reason).toContain("again: all of 120 calls");
    expect(judgeLoop({ calls: 99, votes: 1 })).toBeNull();
    expect(judgeLoop({ calls: 5_000, votes: 0.79 })).toBeNull();
  });
});
