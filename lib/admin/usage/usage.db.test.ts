import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { quota, quotaBucket } from "@/db/schema";
import { usageBreakdownQuery, usageQuery } from "@/lib/admin-api/schemas/usage";
import type { PersonActor } from "@/lib/auth/actor";
import { newId } from "@/lib/crypto/new-id";
import type { ClosedExchange } from "@/lib/ledger/contract";
import { NO_USAGE } from "@/lib/llm/usage";
import { type AdminFixture, openAdminFixture } from "../testing/admin-fixture";
import { type CallPlace, newPlace, recordCalls } from "../testing/call-fixture";
import { getUsageBreakdown } from "./get-usage-breakdown";
import { getUsageOverview } from "./get-usage-overview";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const REFUSED: Partial<ClosedExchange> = {
  outcome: "refused",
  usageSource: "none",
  usage: NO_USAGE,
  costMicros: null,
  ttftMs: null,
  attempts: [],
};

describe("usage", () => {
  let fixture: AdminFixture;
  let auditor: PersonActor;
  let search: CallPlace;
  let mobile: CallPlace;
  const hourNow = Math.floor(Date.now() / HOUR_MS) * HOUR_MS;
  /** Two whole days in the past, so that no test depends on the time of day. */
  const day = new Date(Math.floor(Date.now() / DAY_MS) * DAY_MS - 4 * DAY_MS);
  const span = { from: day.toISOString(), to: new Date(day.getTime() + 2 * DAY_MS).toISOString() };
  const at = (hours: number) => new Date(day.getTime() + hours * HOUR_MS + 60_000);

  beforeAll(async () => {
    fixture = await openAdminFixture();
    auditor = await fixture.personWith("auditor");
    search = await newPlace(fixture, "Search");
    mobile = await newPlace(fixture, "Mobile");
    await recordCalls(fixture, [
      { ...search, startedAt: at(1), costMicros: 3_000_000n, durationMs: 900, ttftMs: 90 },
      { ...search, startedAt: at(1), costMicros: 1_000_000n, modelAsked: "slow", modelId: "mdl_b", durationMs: 9_000 },
      { ...mobile, startedAt: at(30), costMicros: 1_000_000n, outcome: "aborted", simulated: true },
      { ...mobile, startedAt: at(30), costMicros: null, priceVersionId: null },
      { ...mobile, startedAt: at(31), ...REFUSED, errorCode: "budget_exceeded", httpStatus: 429 },
      { ...search, startedAt: at(-5), costMicros: 2_500_000n },
      { teamId: null, projectId: null, keyId: null, modelId: null, providerId: null, startedAt: at(2), ...REFUSED },
    ]);
  });

  afterAll(async () => fixture.close());

  const overview = (actor: PersonActor, query: object) => fixture.run(actor, getUsageOverview, usageQuery.parse(query));
  const breakdown = (actor: PersonActor, query: object) =>
    fixture.run(actor, getUsageBreakdown, usageBreakdownQuery.parse(query));

  it("sums up a span beside the one before it", async () => {
    const seen = await overview(auditor, span);
    expect(seen.spend).toMatchObject({
      costUsd: "5.00",
      previousCostUsd: "2.50",
      projectedUsd: null,
      unpricedRequests: 1,
      simulatedRequests: 1,
    });
    expect(seen.requests).toEqual({ requests: 6, ok: 3, refused: 2, failed: 0, aborted: 1 });
    expect(seen.previousRequests.requests).toBe(1);
    expect(seen.tokens).toMatchObject({ uncachedInput: 400, cacheRead: 80, output: 200, reasoning: 40 });
  });

  it("counts refusals into no latency", async () => {
    const seen = await overview(auditor, { ...span, teamId: mobile.teamId });
    expect(seen.duration.p50).toBeGreaterThan(750);
    const refusedOnly = await overview(auditor, { from: at(31).toISOString(), to: at(32).toISOString() });
    expect(refusedOnly.duration).toEqual({ p50: null, p95: null, p99: null });
  });

  it("gives every bucket of the span, the empty ones too, and the same sums by hour as by day", async () => {
    const byDay = await overview(auditor, { ...span, bucket: "day" });
    const byHour = await overview(auditor, { ...span, bucket: "hour" });
    expect(byDay.series.map((point) => point.costUsd)).toEqual(["4.00", "1.00"]);
    expect(byHour.series.length).toBe(48);
    expect(byHour.series.reduce((sum, point) => sum + Number(point.costUsd), 0)).toBe(5);
    expect(byHour.series[1]?.duration.p99).toBeGreaterThan(5_000);
    expect(byHour.series[0]?.duration.p99).toBeNull();
    expect(byHour.series.every((point) => point.complete)).toBe(true);
  });

  it("marks the bucket that holds now as unfinished", async () => {
    const seen = await overview(auditor, { period: "24h" });
    expect(seen.series.length).toBe(24);
    expect(seen.series.at(-1)).toMatchObject({ start: new Date(hourNow).toISOString(), complete: false });
    expect(seen.series.at(-3)?.complete).toBe(true);
  });

  it("ranks teams, projects, models and keys by spend with their share", async () => {
    const { top } = await overview(auditor, span);
    expect(top.teams.map((team) => [team.name, team.costUsd, team.share])).toEqual([
      ["Search", "4.00", 0.8],
      ["Mobile", "1.00", 0.2],
      ["None", "0.00", 0],
    ]);
    expect(top.models.map((model) => model.name)).toEqual(["fast", "slow", "None"]);
    expect(top.keys[0]).toMatchObject({ id: search.keyId, name: "Search", requests: 2 });
  });

  it("breaks a span down into series that add up to its total", async () => {
    const seen = await breakdown(auditor, { ...span, by: "project", bucket: "day" });
    expect(seen.groups.map((group) => [group.name, group.costUsd])).toEqual([
      ["Search", "4.00"],
      ["Mobile", "1.00"],
      ["None", "0.00"],
    ]);
    expect(seen.series.map((point) => point.values[search.projectId]?.costUsd)).toEqual(["4.00", undefined]);
    expect(seen.series[1]?.values[mobile.projectId]).toMatchObject({ requests: 3 });
  });

  it("shows eight groups and puts everything else under other", async () => {
    const names = Array.from({ length: 11 }, (_, index) => `m${index}`);
    const start = at(-200);
    await recordCalls(
      fixture,
      names.map((name, index) => ({
        ...search,
        startedAt: start,
        modelAsked: name,
        costMicros: BigInt(index + 1) * 1_000_000n,
      })),
    );
    const query = { from: start.toISOString(), to: new Date(start.getTime() + HOUR_MS).toISOString(), by: "model" };
    const seen = await breakdown(auditor, query);
    expect(seen.groups.map((group) => group.id)).toEqual(["m10", "m9", "m8", "m7", "m6", "m5", "m4", "m3", "other"]);
    expect(seen.groups.at(-1)).toMatchObject({ costUsd: "6.00", requests: 3 });
    expect(seen.series[0]?.values.other).toMatchObject({ costUsd: "6.00", requests: 3 });
  });

  it("shows members what their own teams used, whatever they ask for", async () => {
    const member = await fixture.personWith("member", { [mobile.teamId]: "member" });
    expect((await overview(member, span)).spend.costUsd).toBe("1.00");
    expect((await overview(member, { ...span, teamId: search.teamId })).requests.requests).toBe(0);
    const { groups } = await breakdown(member, { ...span, by: "team" });
    expect(groups.map((group) => group.name)).toEqual(["Mobile"]);
    const nobody = await fixture.personWith("member");
    await expect(overview(nobody, span)).rejects.toMatchObject({ code: "forbidden" });
  });

  it("sets the spend against the budget of what is shown, as it stands now", async () => {
    const { organizationId, database } = fixture;
    const insert = async (scopeKind: "organization" | "team", scopeId: string, limit: bigint) => {
      const id = newId("quo");
      const row = { id, organizationId, scopeKind, scopeId, unit: "usd_micros", window: "month", limit } as const;
      await database.orm.insert(quota).values(row);
      const [now] = await database.sql<{ starts: Date }[]>`select starts from quota_window('month', 'UTC', now())`;
      if (now === undefined) throw new Error("no window");
      await database.orm.insert(quotaBucket).values({ quotaId: id, windowStart: now.starts, settled: limit / 4n });
    };
    await insert("organization", organizationId, 400_000_000n);
    await insert("team", mobile.teamId, 80_000_000n);
    const whole = (await overview(auditor, { period: "month" })).spend.budget;
    expect(whole).toMatchObject({ scopeName: "Test", window: "month", limitUsd: "400.00", usedUsd: "100.00" });
    const member = await fixture.personWith("member", { [mobile.teamId]: "member" });
    expect((await overview(member, { period: "month" })).spend.budget).toBeNull();
    const own = (await overview(member, { period: "month", teamId: mobile.teamId })).spend.budget;
    expect(own).toMatchObject({ scopeName: "Mobile", limitUsd: "80.00", usedUsd: "20.00" });
    const stranger = await fixture.personWith("member", { [search.teamId]: "lead" });
    const foreign = await overview(stranger, { period: "month", teamId: mobile.teamId });
    expect(foreign.spend.budget).toBeNull();
  });

  it("refuses spans that make no sense", async () => {
    const { from, to } = span;
    const wrong = [
      { from },
      { from: to, to: from },
      { from: "2020-01-01T00:00:00Z", to },
      { from: at(-900).toISOString(), to, bucket: "hour" },
    ];
    for (const query of wrong) {
      await expect(overview(auditor, query), JSON.stringify(query)).rejects.toMatchObject({ code: "invalid_request" });
    }
  });
});
