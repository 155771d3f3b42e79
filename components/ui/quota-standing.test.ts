import { describe, expect, it } from "vitest";
import { describeQuota, type QuotaStanding, quotaShares } from "./quota-standing";

const now = Date.parse("2026-11-21T00:00:00Z");
const budget: QuotaStanding = {
  unit: "usd",
  settled: "142.10",
  held: "3.20",
  limit: "200",
  resetsAt: "2026-11-30T00:00:00Z",
  projected: "188",
};

describe("describeQuota", () => {
  it("says settled, held, reset and course in the house's words", () => {
    expect(describeQuota(budget, now)).toBe("$142.10 of $200 · $3.20 held · resets in 9 days · on course for $188");
  });
  it("leaves out what is not so", () => {
    const lifetime: QuotaStanding = { unit: "tokens", settled: "12000", held: "0", limit: "50000", resetsAt: null };
    expect(describeQuota(lifetime, now)).toBe("12K of 50K tokens");
  });
  it("calls a soft limit soft", () => {
    expect(describeQuota({ ...budget, hard: false }, now)).toContain("soft limit");
  });
});

describe("quotaShares", () => {
  it("never draws more than the bar", () => {
    expect(quotaShares({ ...budget, settled: "260", held: "9" })).toEqual({ settled: 1, held: 0, mood: "over" });
  });
  it("counts holds toward running out soon", () => {
    expect(quotaShares({ ...budget, settled: "150", held: "20" }).mood).toBe("soon");
    expect(quotaShares(budget).mood).toBe("calm");
  });
  it("shows a quota of nothing as used up", () => {
    expect(quotaShares({ ...budget, settled: "0", held: "0", limit: "0" }).mood).toBe("over");
  });
});
