import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { model } from "@/db/schema";
import { quotaOutlookView } from "@/lib/admin-api/views/quota-outlook-view";
import type { PersonActor } from "@/lib/auth/actor";
import { newId } from "@/lib/crypto/new-id";
import type { QuotaUnit } from "@/lib/quotas/contract";
import { type AdminFixture, openAdminFixture } from "../testing/admin-fixture";
import { type CallPlace, newPlace, recordCalls } from "../testing/call-fixture";
import { getQuotaOutlook } from "./get-quota-outlook";
import { getQuotaWhatIf } from "./get-quota-what-if";
import { readQuotaTerms } from "./quota-terms";
import { setQuota } from "./set-quota";

const DAY_MS = 86_400_000;
const DAYS = 20;

describe("a quota's outlook", () => {
  let fixture: AdminFixture;
  let admin: PersonActor;
  let search: CallPlace;
  let mobile: CallPlace;
  const modelId = newId("mdl");

  beforeAll(async () => {
    fixture = await openAdminFixture();
    admin = await fixture.personWith("admin");
    search = await newPlace(fixture, "Search");
    mobile = await newPlace(fixture, "Mobile");
    await fixture.database.orm
      .insert(model)
      .values({ id: modelId, organizationId: fixture.organizationId, name: "fast", title: "Fast" });
    const started = (ago: number) => new Date(Date.now() - ago * DAY_MS);
    const calls = Array.from({ length: DAYS }, (_, n) => [
      { ...search, startedAt: started(n + 1), costMicros: 2_000_000n, endUser: "u1", tags: ["feature=a"] },
      { ...mobile, startedAt: started(n + 1), costMicros: 1_000_000n, personId: admin.personId },
    ]).flat();
    await recordCalls(
      fixture,
      calls.map((call) => ({
        ...call,
        modelId,
        modelName: "fast",
        providerId: "prv_a",
        admittedAt: call.startedAt.getTime(),
      })),
    );
  });
  afterAll(async () => fixture.close());

  type Scope = Parameters<typeof setQuotaOn>[0];
  async function setQuotaOn(
    scope: {
      scopeKind: "organization" | "team" | "model" | "person" | "end_user" | "tag" | "key_model";
      scopeId: string;
      scopeModelId?: string;
    },
    terms: {
      unit?: Exclude<QuotaUnit, "usd_micros"> | "usd";
      window?: "month" | "day" | "lifetime" | "minute" | "now";
      limit: string;
    },
  ): Promise<string> {
    const { unit = "usd", window = "lifetime", limit } = terms;
    const read = readQuotaTerms({ unit, window, limit, hard: true }, "limit");
    const { quota } = await fixture.run(admin, setQuota, { scope: { scopeModelId: null, ...scope }, terms: read });
    // As if it had been there all along.
    await fixture.database.sql`update quota set created_at = now() - interval '30 days' where id = ${quota.id}`;
    return quota.id;
  }
  const outlook = async (quotaId: string, actor = admin) => {
    const rows = await fixture.run(actor, getQuotaOutlook, { quotaId });
    return rows && quotaOutlookView(rows);
  };

  it("says when the limit will be reached at the pace of the last weeks, for every scope that roll-ups know", async () => {
    const scopes: [Scope, number][] = [
      [{ scopeKind: "organization", scopeId: fixture.organizationId }, 3],
      [{ scopeKind: "team", scopeId: search.teamId }, 2],
      [{ scopeKind: "person", scopeId: admin.personId }, 1],
      [{ scopeKind: "end_user", scopeId: "u1" }, 2],
      [{ scopeKind: "tag", scopeId: "feature=a" }, 2],
      [{ scopeKind: "model", scopeId: modelId }, 3],
      [{ scopeKind: "key_model", scopeId: mobile.keyId, scopeModelId: modelId }, 1],
    ];
    for (const [scope, perDay] of scopes) {
      const found = await outlook(await setQuotaOn(scope, { limit: String(perDay * 10) }));
      const [first, second] = [found?.forecast?.path[1], found?.forecast?.path[2]];
      expect(Number(second?.expected) - Number(first?.expected), scope.scopeKind).toBeCloseTo(perDay, 1);
      const reached = Date.parse(found?.forecast?.reaches.expected ?? "") - Date.now();
      expect(reached / DAY_MS, scope.scopeKind).toBeGreaterThan(8);
      expect(reached / DAY_MS, scope.scopeKind).toBeLessThan(12);
    }
  });

  it("says nothing of limits that move too fast, and shows a member no other team's", async () => {
    const fast = await setQuotaOn({ scopeKind: "team", scopeId: search.teamId }, { window: "minute", limit: "1" });
    expect(await outlook(fast)).toBeNull();
    const slow = await setQuotaOn({ scopeKind: "team", scopeId: search.teamId }, { window: "month", limit: "9" });
    const stranger = await fixture.personWith("member", { [mobile.teamId]: "member" });
    await expect(outlook(slow, stranger)).rejects.toMatchObject({ code: "not_found" });
  });

  it("plays the past again under another limit and names the keys it would have stopped, to who may see them", async () => {
    const everybody = { scopeKind: "organization", scopeId: fixture.organizationId } as const;
    const quotaId = await setQuotaOn(everybody, { unit: "requests", limit: "1000" });
    const whatIf = (limit: string, actor = admin) => fixture.run(actor, getQuotaWhatIf, { quotaId, limit });
    expect(await whatIf("40")).toMatchObject({ over: "window", calls: 2 * DAYS, refused: 0, keys: [] });
    const half = await whatIf("20");
    expect(half).toMatchObject({ calls: 2 * DAYS, refused: DAYS });
    expect(half.keys.map((key) => key.name).toSorted()).toEqual(["Mobile", "Search"]);
    expect(half.keys.reduce((sum, key) => sum + key.refused, 0)).toBe(DAYS);
    const member = await fixture.personWith("member", { [mobile.teamId]: "member" });
    const seen = await whatIf("20", member);
    expect(seen.keys.map((key) => key.name)).toEqual(["Mobile"]);
    expect(seen.refusedElsewhere).toBe(half.refused - (seen.keys[0]?.refused ?? 0));
  });

  it("plays windows that roll from the records, and sends those it cannot play to shadow mode", async () => {
    const team = { scopeKind: "team", scopeId: search.teamId } as const;
    const startedAt = new Date(Date.now() - 3_600_000);
    await recordCalls(
      fixture,
      Array.from({ length: 4 }, () => ({ ...search, startedAt })),
    );
    const perMinute = await setQuotaOn(team, { unit: "requests", window: "minute", limit: "9" });
    const replay = await fixture.run(admin, getQuotaWhatIf, { quotaId: perMinute, limit: "1" });
    expect(replay).toMatchObject({ over: "day", calls: 4, refused: 3 });
    const atOnce = await setQuotaOn(team, { unit: "concurrent", window: "now", limit: "2" });
    const refused = fixture.run(admin, getQuotaWhatIf, { quotaId: atOnce, limit: "1" });
    await expect(refused).rejects.toMatchObject({ code: "conflict" });
  });
});
