import { expect, it } from "vitest";
import { usdFromMicros } from "@/lib/money";
import type { Quota, QuotaStanding } from "@/lib/quotas/contract";
import { quotaOf } from "@/lib/quotas/testing/quota-of";
import { quotaHeaders, usd } from "./quota-headers";

const NOW = Date.now();

function standing(terms: Partial<Quota>, used: bigint, over: Partial<QuotaStanding> = {}): QuotaStanding {
  const quota = quotaOf(terms);
  return { quota, limit: quota.limit, used, held: 0n, resetsAt: NOW + 60_000, ...over };
}

function headersOf(standings: QuotaStanding[]): Record<string, string> {
  const headers: Record<string, string> = {};
  quotaHeaders(headers, standings);
  return headers;
}

it("shows of requests and of tokens the tightest rolling limit, which is what SDKs pace themselves by", () => {
  const headers = headersOf([
    standing({ unit: "requests", window: "minute", limit: 600n }, 10n),
    standing({ unit: "requests", window: "hour", limit: 500n }, 480n),
    standing({ unit: "tokens", window: "minute", limit: 1_000n }, 900n, { held: 300n }),
    standing({ unit: "requests", window: "day", limit: 5n }, 4n),
    standing({ unit: "requests", window: "minute", limit: 5n, hard: false }, 4n),
  ]);
  expect(headers).toMatchObject({
    "x-ratelimit-limit-requests": "500",
    "x-ratelimit-remaining-requests": "20",
    "x-ratelimit-reset-requests": "60s",
    "x-ratelimit-limit-tokens": "1000",
    "x-ratelimit-remaining-tokens": "0",
  });
});

it("shows the one quota with the smallest free share in whole, money exact", () => {
  const team = { scopeKind: "team", scopeName: "search", limit: 200_000_000n } as const;
  const headers = headersOf([
    standing({ unit: "requests", window: "minute", limit: 600n }, 300n),
    standing(team, 142_100_000n, { held: 3_200_001n, resetsAt: NOW + 842_093_000 }),
  ]);
  expect(headers["x-gatehouse-quota"]).toMatch(
    /^team:search;unit=usd;window=month;used=142\.10;held=3\.200001;limit=200\.00;reset=84209[0-3]$/,
  );
});

it("follows what a grant adds, leaves out a reset that never comes, and writes any name in visible ASCII", () => {
  const terms = { scopeKind: "end_user", scopeName: "*", subject: "Zoë; x", window: "days", windowDays: 14 } as const;
  const headers = headersOf([standing({ ...terms, limit: 100n }, 10n, { limit: 1_000_000n, resetsAt: null })]);
  expect(headers["x-gatehouse-quota"]).toBe(
    "end_user:Zo%C3%AB%3B%20x;unit=usd;window=14d;used=0.00001;held=0.00;limit=1.00",
  );
});

it("says nothing where nothing applies or all is shadow", () => {
  expect(headersOf([])).toEqual({});
  expect(headersOf([standing({ shadow: true, unit: "requests", window: "minute" }, 99n)])).toEqual({});
});

it("writes money as exactly as the bigint does", () => {
  const amounts = [
    0, 1, 9, 10, 99, 100, 10_000, 12_345, 99_999, 100_000, 999_999, 1_000_000, 1_230_000, 9_007_199_254_740_991,
  ];
  for (const micros of amounts) expect(usd(micros)).toBe(usdFromMicros(BigInt(micros)));
});
