import { describe, expect, it } from "vitest";
import type { RequestTraceStep } from "@/lib/admin-api/client/requests";
import { quotasConsulted } from "./quotas-consulted";
import { stepDetails, stepTone } from "./step-words";

const admit = (decision: string, detail: RequestTraceStep["detail"]): RequestTraceStep => ({
  step: "admit",
  decision,
  startedMs: 1,
  durationMs: 2,
  ...(detail ? { detail } : {}),
});

describe("quotasConsulted", () => {
  it("reads every quota that let the call in, money in dollars", () => {
    const step = admit("held", {
      hold_tokens: 900,
      quotas: "team usd_micros/month 142100000 of 200000000; key concurrent/now 2 of 8",
    });
    const [team, key] = quotasConsulted([step]);
    expect(team).toMatchObject({ label: "Team, per month", refused: false });
    expect(team?.standing).toMatchObject({ unit: "usd", settled: "142.100000", limit: "200.000000" });
    expect(key).toMatchObject({ label: "Key, at once", standing: { unit: "concurrent", settled: "2", limit: "8" } });
  });
  it("names the quota that refused", () => {
    const detail = {
      scope: "project",
      scope_name: "search",
      unit: "usd_micros",
      window: "month",
      used: 200000000,
      held: 0,
      limit: 200000000,
    };
    expect(quotasConsulted([admit("refused", detail)])[0]).toMatchObject({
      label: "Project search, per month",
      refused: true,
    });
  });
  it("has nothing to show for a call that never got that far", () => {
    expect(quotasConsulted([])).toEqual([]);
  });
});

describe("step words", () => {
  it("shows held money in dollars and leaves the quotas to their bars", () => {
    const step = admit("held", { hold_micros: 12345, hold_tokens: 4200, quotas: "x" });
    expect(stepDetails(step)).toEqual([
      { label: "Money held", text: "$0.01" },
      { label: "Tokens held", text: "4,200" },
    ]);
    expect(stepTone(step)).toBe("good");
    expect(stepTone({ ...step, decision: "broke off: upstream_truncated" })).toBe("bad");
  });
});
