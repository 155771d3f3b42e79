import { describe, expect, it } from "vitest";
import type { RequestQuota, RequestTraceStep } from "@/lib/admin-api/client/requests";
import { quotasConsulted } from "./quotas-consulted";
import { stepDetails, stepTone } from "./step-words";

const quota = (over: Partial<RequestQuota>): RequestQuota => ({
  quotaId: "quo_a",
  scope: { kind: "team", name: "Search", model: null },
  unit: "usd",
  window: "month",
  windowDays: null,
  hard: true,
  used: "142.10",
  held: "3.20",
  limit: "200.00",
  verdict: "ok",
  ...over,
});

describe("quotasConsulted", () => {
  it("names every quota with its standing at the time", () => {
    expect(quotasConsulted([quota({})])[0]).toMatchObject({
      scope: "Team Search",
      name: "Spend per month",
      standing: { unit: "usd", settled: "142.10", held: "3.20", limit: "200.00" },
      verdict: null,
    });
    const atModel = { kind: "key_model", name: "bot", model: { id: "mdl_1", name: "gpt-5" } } as const;
    expect(quotasConsulted([quota({ scope: atModel })])[0]?.scope).toBe("Key bot at gpt-5");
  });
  it("puts the one that refused first, then those that would have", () => {
    const verdicts = ["ok", "soft_over", "refused", "shadow_refused"] as const;
    const shown = quotasConsulted(verdicts.map((verdict, n) => quota({ quotaId: `quo_${n}`, verdict })));
    expect(shown.map((one) => one.verdict?.label)).toEqual([
      "Refused the call",
      "Over its soft limit",
      "Would have refused",
      undefined,
    ]);
  });
});

describe("step words", () => {
  it("shows money in dollars and tokens with how they were found", () => {
    const detail = { micros: 12345, input: "812 counted" };
    const step: RequestTraceStep = { step: "admit", decision: "held", startedMs: 1, durationMs: 2, detail };
    expect(stepDetails(step)).toEqual([
      { label: "Cost at most", text: "$0.01" },
      { label: "Input tokens", text: "812 counted" },
    ]);
    expect(stepTone(step)).toBe("good");
    expect(stepTone({ ...step, decision: "broke off: upstream_truncated" })).toBe("bad");
  });
});
