import { describe, expect, it } from "vitest";
import type { RequestSummary } from "@/lib/admin-api/client/requests";
import { runningCost } from "./running-cost";

const call = (startedAt: string, costUsd: string | null, durationMs = 1_000) =>
  ({ id: startedAt, startedAt, costUsd, durationMs }) as RequestSummary;

describe("a session's running cost", () => {
  it("adds up to the micro-dollar, and an unknown cost adds nothing", () => {
    const steps = runningCost([
      call("2026-01-01T10:00:00Z", "0.1"),
      call("2026-01-01T10:01:00Z", null),
      call("2026-01-01T10:02:00Z", "0.200001"),
    ]);
    expect(steps.map(({ costSoFar }) => costSoFar)).toEqual(["0.100000", "0.100000", "0.300001"]);
  });

  it("says how long after the end of the call before each began, also when they overlap", () => {
    const steps = runningCost([
      call("2026-01-01T10:00:00Z", "0"),
      call("2026-01-01T10:00:05Z", "0"),
      call("2026-01-01T10:00:05.500Z", "0"),
    ]);
    expect(steps.map(({ afterMs }) => afterMs)).toEqual([null, 4_000, -500]);
  });
});
