import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RecordPosition } from "@/db/queries/requests/list-records";
import { searchRecords } from "@/db/queries/requests/search-records";
import { quota } from "@/db/schema";
import { type RequestFilter, requestQuery } from "@/lib/admin-api/schemas/requests";
import type { PersonActor } from "@/lib/auth/actor";
import { newId } from "@/lib/crypto/new-id";
import type { ClosedExchange } from "@/lib/ledger/contract";
import { NO_USAGE } from "@/lib/llm/usage";
import { createModel } from "../models/create-model";
import { createProvider } from "../providers/create-provider";
import { type AdminFixture, openAdminFixture } from "../testing/admin-fixture";
import { type CallPlace, newPlace, recordCalls } from "../testing/call-fixture";
import { getRequest } from "./get-request";
import { listRequests } from "./list-requests";

const MINUTE_MS = 60_000;

describe("requests", () => {
  let fixture: AdminFixture;
  let auditor: PersonActor;
  let search: CallPlace;
  let mobile: CallPlace;
  const now = Date.now();
  const ids = { big: newId("req"), refused: newId("req"), stranger: newId("req"), slow: newId("req") };

  beforeAll(async () => {
    fixture = await openAdminFixture();
    auditor = await fixture.personWith("auditor");
    search = await newPlace(fixture, "Search");
    mobile = await newPlace(fixture, "Mobile");
    const refused: Partial<ClosedExchange> = {
      outcome: "refused",
      usageSource: "none",
      usage: NO_USAGE,
      costMicros: null,
      attempts: [],
    };
    await recordCalls(fixture, [
      ...Array.from({ length: 25 }, (_, index) => ({ ...search, startedAt: new Date(now - (index + 10) * MINUTE_MS) })),
      {
        ...search,
        requestId: ids.big,
        startedAt: new Date(now - 5 * MINUTE_MS),
        costMicros: 250_000n,
        streamed: true,
        endUser: "user-77",
      },
      {
        ...mobile,
        requestId: ids.refused,
        startedAt: new Date(now - 4 * MINUTE_MS),
        ...refused,
        httpStatus: 429,
        errorCode: "budget_exceeded",
      },
      {
        teamId: null,
        projectId: null,
        keyId: null,
        requestId: ids.stranger,
        startedAt: new Date(now - 3 * MINUTE_MS),
        ...refused,
        httpStatus: 401,
        errorCode: "invalid_api_key",
      },
      {
        ...mobile,
        requestId: ids.slow,
        startedAt: new Date(now - 2 * MINUTE_MS),
        outcome: "failed",
        httpStatus: 504,
        durationMs: 45_000,
        errorCode: "upstream_timeout",
      },
    ]);
  });

  afterAll(async () => fixture.close());

  const list = (actor: PersonActor, query: Record<string, string | number> = {}) =>
    fixture.run(actor, listRequests, requestQuery.parse(query) satisfies RequestFilter);
  const idsOf = async (query: Record<string, string | number>) =>
    (await list(auditor, query)).items.map((one) => one.id);

  it("lists newest first, with names, and pages through everything without a gap or a repeat", async () => {
    const seen: string[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const page = await list(auditor, cursor === "" ? { limit: 10 } : { limit: 10, cursor });
      seen.push(...page.items.map((one) => one.id));
      cursor = page.nextCursor;
    }
    expect(seen.slice(0, 4)).toEqual([ids.slow, ids.stranger, ids.refused, ids.big]);
    expect(new Set(seen).size).toBe(29);
    const [, , refused] = (await list(auditor)).items;
    expect(refused).toMatchObject({ team: { name: "Mobile" }, key: { name: "Mobile" }, costUsd: null });
  });

  it.each([
    ["outcome", { outcome: "refused,failed" }, ["slow", "stranger", "refused"]],
    ["one status", { status: "429" }, ["refused"]],
    ["a class of statuses", { status: "5xx" }, ["slow"]],
    ["error code", { errorCode: "invalid_api_key" }, ["stranger"]],
    ["cost", { minCostUsd: "0.2" }, ["big"]],
    ["duration", { minDurationMs: 40_000 }, ["slow"]],
    ["streaming", { streamed: "true" }, ["big"]],
    ["end user, in any case", { q: "USER-7" }, ["big"]],
    ["part of an error code", { q: "budget_" }, ["refused"]],
  ] as const)("filters by %s", async (_name, query, expected) => {
    expect(await idsOf(query)).toEqual(expected.map((name) => ids[name]));
  });

  it("filters by time, team, key and id", async () => {
    expect(await idsOf({ from: new Date(now - 3.5 * MINUTE_MS).toISOString() })).toEqual([ids.slow, ids.stranger]);
    expect(await idsOf({ teamId: mobile.teamId })).toEqual([ids.slow, ids.refused]);
    expect((await idsOf({ keyId: search.keyId, limit: 100 })).length).toBe(26);
    expect(await idsOf({ q: ids.refused })).toEqual([ids.refused]);
  });

  it("takes what a person types literally, not as a pattern", async () => {
    expect(await idsOf({ q: "%" })).toEqual([]);
  });

  it("tails what was written since, also a call that began long before", async () => {
    const first = await list(auditor);
    expect(
      (await list(auditor, { after: first.tailCursor, from: new Date(now + MINUTE_MS).toISOString() })).items,
    ).toEqual([]);
    const late = newId("req");
    await recordCalls(fixture, [{ ...search, requestId: late, startedAt: new Date(now - 60 * MINUTE_MS) }]);
    const tail = await list(auditor, { after: first.tailCursor });
    expect(tail.items.map((one) => one.id)).toContain(late);
    expect(Date.parse(tail.tailCursor)).toBeGreaterThanOrEqual(Date.parse(first.tailCursor));
  });

  it("shows members their own team's calls only, and nobody's to nobody but readers of everything", async () => {
    const member = await fixture.personWith("member", { [mobile.teamId]: "member" });
    const seen = (await list(member)).items.map((one) => one.id);
    expect(seen).toEqual([ids.slow, ids.refused]);
    expect((await list(member, { teamId: search.teamId })).items).toEqual([]);
    for (const requestId of [ids.big, ids.stranger, newId("req")]) {
      await expect(fixture.run(member, getRequest, { requestId })).rejects.toMatchObject({ code: "not_found" });
    }
    expect((await fixture.run(auditor, getRequest, { requestId: ids.stranger })).key).toBeNull();
  });

  it("takes a call's cost apart by class at the price it was priced with", async () => {
    const admin = await fixture.personWith("admin");
    const provider = await fixture.run(admin, createProvider, { adapter: "simulated", name: "Simulated" });
    const price = [{ fromInputTokens: 0, usdPerMillionTokens: { uncachedInput: "2.00", output: "10.00" } }];
    const deployments = [{ providerId: provider.id, upstreamModel: "m", price }];
    const model = await fixture.run(admin, createModel, { name: "m", deployments });
    const requestId = newId("req");
    const usage = { ...NO_USAGE, uncachedInput: 1_000, cacheRead: 3, output: 100 };
    const priceVersionId = model.deployments[0]?.price?.id ?? null;
    await recordCalls(fixture, [{ ...search, requestId, usage, costMicros: null, priceVersionId }]);
    const shown = await fixture.run(auditor, getRequest, { requestId });
    expect(shown.price).toMatchObject({ version: 1, source: "simulated", fromInputTokens: 0 });
    expect(shown.cost).toEqual([
      { class: "uncachedInput", tokens: 1_000, usdPerMillionTokens: "2.00", costUsd: "0.002" },
      { class: "cacheRead", tokens: 3, usdPerMillionTokens: "2.00", costUsd: "0.000006" },
      { class: "output", tokens: 100, usdPerMillionTokens: "10.00", costUsd: "0.001" },
    ]);
    expect(shown.attempts.length).toBe(1);
    expect(shown.trace[0]?.step).toBe("admit");
  });

  it("shows every quota as it stood, by the name it has now, and the one that refused", async () => {
    const requestId = newId("req");
    const { organizationId, database } = fixture;
    const [budget, users] = [newId("quo"), newId("quo")];
    await database.orm.insert(quota).values([
      {
        id: budget,
        organizationId,
        scopeKind: "team",
        scopeId: search.teamId,
        unit: "usd_micros",
        window: "month",
        limit: 9n,
      },
      {
        id: users,
        organizationId,
        scopeKind: "end_user",
        scopeId: "*",
        unit: "tokens",
        window: "days",
        windowDays: 14,
        limit: 9n,
      },
    ]);
    await recordCalls(fixture, [
      {
        ...search,
        requestId,
        trace: [
          ["read", "accepted", 12, 34, { bytes: 120 }],
          [
            "admit",
            "refused",
            46,
            1_234,
            { micros: 7 },
            [
              [budget, 142_100_000, 3_200_000, 200_000_000],
              [users, 900, 0, 1_000, "refused", "ann"],
              [newId("quo"), 1, 2, 3],
            ],
          ],
        ],
      },
    ]);
    const { trace, quotas } = await fixture.run(auditor, getRequest, { requestId });
    expect(trace).toEqual([
      { step: "read", decision: "accepted", startedMs: 0.012, durationMs: 0.034, detail: { bytes: 120 } },
      { step: "admit", decision: "refused", startedMs: 0.046, durationMs: 1.234, detail: { micros: 7 } },
    ]);
    expect(quotas).toMatchObject([
      {
        quotaId: budget,
        scope: { kind: "team", name: "Search" },
        unit: "usd",
        used: "142.10",
        held: "3.20",
        limit: "200.00",
        verdict: "ok",
      },
      {
        quotaId: users,
        scope: { kind: "end_user", name: "ann" },
        unit: "tokens",
        windowDays: 14,
        used: "900",
        verdict: "refused",
      },
    ]);
  });

  it("refuses cursors and outcomes that are not ours", async () => {
    const forged = Buffer.from(JSON.stringify(["not a time", "req_1"])).toString("base64url");
    const february = Buffer.from(JSON.stringify(["2026-02-31T00:00:00.000000Z", "req_1"])).toString("base64url");
    for (const query of [{ cursor: "x" }, { cursor: forged }, { cursor: february }, { after: "soon" }]) {
      await expect(list(auditor, query)).rejects.toMatchObject({ code: "invalid_cursor" });
    }
    await expect(list(auditor, { outcome: "fine" })).rejects.toMatchObject({ code: "invalid_request" });
  });

  it("finds by session, end user, tag, verdict and bounds, and goes on where a search ran out of time", async () => {
    const requestId = newId("req");
    const trace: ClosedExchange["trace"] = [["admit", "held", 1, 1, {}, [["quo_x", 1, 1, 1, "soft_over"]]]];
    const startedAt = new Date(now - 20 * 86_400_000);
    await recordCalls(fixture, [
      {
        ...search,
        requestId,
        startedAt,
        sessionId: "run-9",
        endUser: "zoe",
        tags: ["env=dev", "a=b"],
        trace,
        costMicros: 7_000_000n,
      },
    ]);
    for (const query of [
      { sessionId: "run-9" },
      { endUser: "zoe" },
      { tag: "a=b" },
      { verdict: "soft_over" },
      { minCostUsd: "6", maxCostUsd: "8" },
    ])
      expect({ query, ids: await idsOf(query) }).toEqual({ query, ids: [requestId] });
    const scope = { organizationId: fixture.organizationId, teamIds: null };
    const filter = { endUser: "zoe", from: new Date(now - 30 * 86_400_000), to: new Date(now) };
    // A budget that is used up after each look: the search comes to its end in pieces.
    let olderThan: RecordPosition | null = null;
    let pieces = 0;
    for (;;) {
      const options = { filter, olderThan, limit: 5, budgetMs: -1, elapsedMs: () => 0 };
      const { rows, searchedTo } = await searchRecords(fixture.database.sql, scope, options);
      pieces += 1;
      if (rows.length > 0) expect(rows.map((row) => row.id)).toEqual([requestId]);
      if (searchedTo === null || rows.length > 0) break;
      olderThan = { startedAt: searchedTo.toISOString().replace("Z", "000Z"), id: "0" };
    }
    expect(pieces).toBeGreaterThan(3);
  });
});
