import { describe, expect, it } from "vitest";
import type { RequestPage, RequestSummary } from "@/lib/admin-api/client/requests";
import { mergeTail } from "./merge-tail";

function request(second: number): RequestSummary {
  return {
    id: `req_${String(second).padStart(3, "0")}`,
    startedAt: new Date(Date.UTC(2026, 10, 20, 12, 0, second)).toISOString(),
    team: null,
    project: null,
    key: null,
    provider: null,
    modelAsked: null,
    modelId: null,
    modelName: null,
    upstreamModel: null,
    route: "/chat/completions",
    dialect: "openai-chat",
    streamed: false,
    simulated: true,
    outcome: "ok",
    httpStatus: 200,
    errorCode: null,
    finishReason: null,
    costUsd: null,
    usageSource: "none",
    inputTokens: 0,
    outputTokens: 0,
    ttftMs: null,
    durationMs: 1,
    attemptCount: 1,
  };
}

const page = (seconds: number[], nextCursor: string | null): RequestPage => ({
  items: seconds.map(request),
  nextCursor,
  searchedTo: null,
  tailCursor: "t0",
});
const seconds = (pages: RequestPage[]) => pages.map((one) => one.items.map((item) => Number(item.id.slice(4))));
const loaded = { pages: [page([30, 28], "c1"), page([20, 18], "c2")], pageParams: [] };

describe("mergeTail", () => {
  it("puts new rows first and skips those it already has", () => {
    const { merged, fresh } = mergeTail(loaded, { ...page([32, 31, 30], null), tailCursor: "t1" });
    expect(seconds(merged.pages)).toEqual([
      [32, 31, 30, 28],
      [20, 18],
    ]);
    expect(fresh).toEqual(["req_032", "req_031"]);
    expect(merged.pages[0]?.tailCursor).toBe("t1");
  });
  it("puts a call that took long where it started, also between pages", () => {
    const { merged } = mergeTail(loaded, page([29, 25], null));
    expect(seconds(merged.pages)).toEqual([
      [30, 29, 28],
      [25, 20, 18],
    ]);
  });
  it("leaves what is older than everything loaded to the next page, so that it never shows twice", () => {
    const { merged, fresh } = mergeTail(loaded, page([10], null));
    expect(seconds(merged.pages)).toEqual([
      [30, 28],
      [20, 18],
    ]);
    expect(fresh).toEqual([]);
  });
  it("fills an empty list", () => {
    const { merged } = mergeTail({ pages: [page([], null)], pageParams: [] }, page([5], null));
    expect(seconds(merged.pages)).toEqual([[5]]);
  });
});
