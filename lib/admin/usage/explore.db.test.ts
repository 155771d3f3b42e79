import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { project, team } from "@/db/schema";
import { createChance } from "@/db/seed/random";
import {
  costWhatIfQuery,
  exploreDimension,
  type UsageBreakdown,
  usageBreakdownQuery,
} from "@/lib/admin-api/schemas/usage";
import type { PersonActor } from "@/lib/auth/actor";
import type { ClosedExchange } from "@/lib/ledger/contract";
import { NO_USAGE } from "@/lib/llm/usage";
import { microsFromUsd } from "@/lib/money";
import { type AdminFixture, openAdminFixture } from "../testing/admin-fixture";
import { type CallPlace, newPlace, recordCalls } from "../testing/call-fixture";
import { getCostWhatIf } from "./get-cost-what-if";
import { getUsageBreakdown } from "./get-usage-breakdown";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const BUCKETS = ["hour", "day", "week", "month"] as const;

describe("exploring usage", () => {
  let fixture: AdminFixture;
  let auditor: PersonActor;
  let places: CallPlace[];
  const day = new Date(Math.floor(Date.now() / DAY_MS) * DAY_MS - 9 * DAY_MS);
  const span = { from: day.toISOString(), to: new Date(day.getTime() + 4 * DAY_MS).toISOString() };

  beforeAll(async () => {
    fixture = await openAdminFixture();
    auditor = await fixture.personWith("auditor");
    const people = [auditor.personId, (await fixture.personWith("member")).personId, null];
    places = [await newPlace(fixture, "Search"), await newPlace(fixture, "Mobile"), await newPlace(fixture, "Finance")];
    const { orm } = fixture.database;
    await orm
      .update(project)
      .set({ costCentre: "CC-1" })
      .where(eq(project.id, places[0]?.projectId ?? ""));
    await orm
      .update(team)
      .set({ costCentre: "CC-2" })
      .where(eq(team.id, places[1]?.teamId ?? ""));
    await recordCalls(fixture, randomCalls(places, people, day));
  });
  afterAll(async () => fixture.close());

  const explore = (query: object, actor = auditor): Promise<UsageBreakdown> =>
    fixture.run(actor, getUsageBreakdown, usageBreakdownQuery.parse({ ...span, ...query }));

  it("adds up to the ledger in chart and table alike, by every dimension and bucket, named or beyond the named", async () => {
    const [book] = await fixture.database.sql<{ cost: bigint; tokens: number }[]>`
      select sum(cost_micros)::bigint as cost, sum(input_tokens + output_tokens)::float8 as tokens from ledger_entry
      where organization_id = ${fixture.organizationId} and occurred_at >= ${span.from} and occurred_at < ${span.to}`;
    const [records] = await fixture.database.sql<{ calls: number }[]>`
      select count(*)::int as calls from request_record
      where organization_id = ${fixture.organizationId} and started_at >= ${span.from} and started_at < ${span.to}`;
    for (const by of exploreDimension.options) {
      for (const bucket of BUCKETS) {
        const shown = await explore({ by, tagName: "feature", bucket, groups: 2 });
        const table = totalsOf(shown.groups);
        expect(totalsOf(shown.series.flatMap((point) => Object.values(point.values))), `${by} ${bucket}`).toEqual(
          table,
        );
        expect(table, by).toEqual({ micros: book?.cost, tokens: book?.tokens, requests: records?.calls });
      }
    }
  });

  it("gives each group's own sum in every bucket, and no group twice", async () => {
    const shown = await explore({ by: "tag", tagName: "feature", bucket: "day" });
    for (const group of shown.groups) {
      const cells = shown.series.flatMap((point) => point.values[group.id] ?? []);
      expect(totalsOf(cells).micros, group.name).toBe(microsFromUsd(group.costUsd));
    }
    expect(shown.groups.map((group) => group.name).toSorted()).toEqual([
      "None",
      "answers",
      "answers, search",
      "search",
    ]);
  });

  it("sets every group beside the span before it", async () => {
    const whole = await explore({ by: "team" });
    const first = await explore({ by: "team", to: new Date(day.getTime() + 2 * DAY_MS).toISOString() });
    const second = await explore({ by: "team", from: new Date(day.getTime() + 2 * DAY_MS).toISOString() });
    for (const group of second.groups) {
      const before = first.groups.find((one) => one.id === group.id);
      expect([group.previous.costUsd, group.previous.requests]).toEqual([before?.costUsd, before?.requests]);
    }
    expect(totalsOf([...first.groups, ...second.groups])).toEqual(totalsOf(whole.groups));
  });

  it("narrows to a tag, an end user, a person or a cost centre, and shows the same as the group had", async () => {
    const narrowings = [
      [{ by: "tag", tagName: "feature" }, "search", { tag: "feature=search" }],
      [{ by: "end_user" }, "u1", { endUser: "u1" }],
      [{ by: "person" }, auditor.personId, { personId: auditor.personId }],
      [{ by: "cost_centre" }, "CC-2", { costCentre: "CC-2" }],
      [{ by: "cost_centre" }, "", { costCentre: "" }],
    ] as const;
    for (const [by, id, filter] of narrowings) {
      const group = (await explore(by)).groups.find((one) => one.id === id);
      const narrowed = await explore({ by: "model", ...filter });
      expect(totalsOf(narrowed.groups), JSON.stringify(filter)).toEqual(totalsOf(group ? [group] : []));
      expect(group?.requests).toBeGreaterThan(0);
    }
  });

  it("says tokens by class and latency when asked, and what it cannot answer", async () => {
    const tokens = await explore({ by: "model", detail: "tokens", bucket: "month" });
    const cell = tokens.series.flatMap((point) => Object.values(point.values))[0];
    expect(Object.values(cell?.tokenClasses ?? {}).reduce((sum, used) => sum + used, 0)).toBe(cell?.tokens);
    const latency = await explore({ by: "model", detail: "latency", bucket: "month" });
    expect(latency.series.flatMap((point) => Object.values(point.values))[0]?.duration?.p95).toBeGreaterThan(0);
    const wrong = [
      { by: "tag" },
      { by: "end_user", detail: "latency" },
      { by: "team", endUser: "u1", tag: "feature=search" },
      { by: "end_user", tag: "feature=search" },
      { by: "tag", tagName: "feature", tag: "stage=live" },
    ];
    for (const query of wrong) {
      await expect(explore(query), JSON.stringify(query)).rejects.toMatchObject({ code: "invalid_request" });
    }
  });

  it("supposes no cost where no price is known, and another model's price only when there is one", async () => {
    const whatIf = (query: object) => fixture.run(auditor, getCostWhatIf, costWhatIfQuery.parse({ ...span, ...query }));
    const supposed = await whatIf({});
    expect(supposed.lines.map((line) => line.requests).reduce((sum, calls) => sum + calls, 0)).toBe(400);
    expect(supposed.supposedUsd).toBeNull();
    await expect(whatIf({ asModel: "nobody" })).rejects.toMatchObject({ code: "invalid_request" });
  });

  it("shows members their own teams only, whatever the dimension", async () => {
    const mobile = places[1];
    const member = await fixture.personWith("member", { [mobile?.teamId ?? ""]: "member" });
    const own = totalsOf((await explore({ by: "team", teamId: mobile?.teamId })).groups);
    for (const by of exploreDimension.options) {
      expect(totalsOf((await explore({ by, tagName: "feature" }, member)).groups), by).toEqual(own);
    }
  });
});

interface Amounts {
  costUsd: string;
  requests: number;
  tokens: number;
}

function totalsOf(amounts: readonly Amounts[]): { micros: bigint; requests: number; tokens: number } {
  return {
    micros: amounts.reduce((sum, one) => sum + (microsFromUsd(one.costUsd) ?? 0n), 0n),
    requests: amounts.reduce((sum, one) => sum + one.requests, 0),
    tokens: amounts.reduce((sum, one) => sum + one.tokens, 0),
  };
}

/** Calls of anybody, to anything, for four days; the same ones each time. */
function randomCalls(
  places: readonly CallPlace[],
  people: readonly (string | null)[],
  day: Date,
): Partial<ClosedExchange>[] {
  const chance = createChance(5);
  const count = () => chance.whole(0, 5_000);
  return Array.from({ length: 400 }, () => {
    const startedAt = new Date(day.getTime() + chance.next() * 4 * DAY_MS);
    const tags = chance.pick([
      [],
      ["feature=search"],
      ["feature=search", "feature=answers"],
      ["feature=answers", "stage=live"],
      ["stage=live"],
    ]);
    const call = {
      ...chance.pick(places),
      startedAt,
      admittedAt: startedAt.getTime(),
      personId: chance.pick(people),
      endUser: chance.pick([null, "u1", "u2", "u3"]),
      tags,
      modelName: chance.pick(["fast", "slow", "deep"]),
      providerId: chance.pick(["prv_a", "prv_b"]),
    };
    if (chance.happens(0.1)) {
      const refused = {
        outcome: "refused",
        usageSource: "none",
        usage: NO_USAGE,
        costMicros: null,
        costPicos: null,
      } as const;
      return { ...call, ...refused, ttftMs: null, admittedAt: null, attempts: [] };
    }
    return {
      ...call,
      outcome: chance.pick(["ok", "ok", "ok", "failed", "aborted"] as const),
      costMicros: BigInt(count() * 100),
      usage: { ...NO_USAGE, uncachedInput: count(), cacheRead: count(), output: count(), reasoning: count() },
    };
  });
}
