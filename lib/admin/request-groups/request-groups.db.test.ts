import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { searchGroups } from "@/db/queries/request-groups/group-search";
import { endUserQuery, requestSessionDetailQuery, requestSessionQuery } from "@/lib/admin-api/schemas/request-groups";
import type { PersonActor } from "@/lib/auth/actor";
import { newId } from "@/lib/crypto/new-id";
import type { ClosedExchange } from "@/lib/ledger/contract";
import { NO_USAGE } from "@/lib/llm/usage";
import { type AdminFixture, openAdminFixture } from "../testing/admin-fixture";
import { type CallPlace, newPlace, recordCalls } from "../testing/call-fixture";
import { getRequestSession } from "./get-request-session";
import { listEndUsers } from "./list-end-users";
import { listRequestSessions } from "./list-request-sessions";

const HOUR_MS = 3_600_000;

/** Every page of a list: a search that ran out of time goes on behind its cursor. */
async function everything<Item>(
  list: (query: object) => Promise<{ items: Item[]; nextCursor: string | null }>,
  query: object = {},
): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | null = "";
  while (cursor !== null) {
    const page = await list({ ...query, ...(cursor === "" ? {} : { cursor }) });
    items.push(...page.items);
    cursor = page.nextCursor;
  }
  return items;
}

describe("requests taken together", () => {
  let fixture: AdminFixture;
  let auditor: PersonActor;
  let search: CallPlace;
  let mobile: CallPlace;
  const now = Date.now();
  const ago = (hours: number) => new Date(now - hours * HOUR_MS);
  const first = newId("req");

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
    const talk = { ...search, sessionId: "talk", endUser: "ada" };
    await recordCalls(fixture, [
      { ...talk, requestId: first, startedAt: ago(30), costMicros: 100n },
      { ...talk, startedAt: ago(29), costMicros: 250n },
      { ...talk, ...refused, startedAt: ago(2), httpStatus: 429 },
      { ...mobile, sessionId: "50% off/..", endUser: "50% off", startedAt: ago(5), costMicros: 7n },
      { ...mobile, sessionId: "shared", startedAt: ago(9), costMicros: 1n },
      { ...search, sessionId: "shared", endUser: "bo", startedAt: ago(8), costMicros: 2n },
      ...Array.from({ length: 9 }, (_, n) => ({
        ...search,
        sessionId: `old-${n}`,
        endUser: `u-${n}`,
        startedAt: ago(100 + n),
      })),
      { ...search, startedAt: ago(1) },
    ]);
  });
  afterAll(async () => fixture.close());

  const sessions = (query: object = {}, actor = auditor) =>
    fixture.run(actor, listRequestSessions, requestSessionQuery.parse(query));
  const endUsers = (query: object = {}, actor = auditor) => fixture.run(actor, listEndUsers, endUserQuery.parse(query));
  const session = (query: object, actor = auditor) =>
    fixture.run(actor, getRequestSession, requestSessionDetailQuery.parse(query));

  it("lists sessions by their last call, each with what all of its calls took", async () => {
    const items = await everything(sessions);
    expect(items.slice(0, 3).map(({ sessionId }) => sessionId)).toEqual(["talk", "50% off/..", "shared"]);
    expect(items[0]).toMatchObject({
      requests: 3,
      refused: 1,
      failed: 0,
      costUsd: "0.00035",
      endUser: "ada",
      isCut: false,
    });
    expect(items[0]?.firstSeen).toBe(ago(30).toISOString());
    expect(items[0]?.lastSeen).toBe(ago(2).toISOString());
    expect(items.length).toBe(12);
  });

  it.each([
    ["sessions", () => sessions, 12],
    ["end users", () => endUsers, 12],
  ] as const)("pages through %s without a gap or a repeat", async (_name, kind, count) => {
    const seen = (await everything<object>((query) => kind()({ ...query, limit: 2 }))).map((item) =>
      JSON.stringify(item),
    );
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBe(count);
  });

  it("finds a name by a part of it, taken literally", async () => {
    expect((await everything(sessions, { search: "0% OFF" })).map(({ sessionId }) => sessionId)).toEqual([
      "50% off/..",
    ]);
    expect((await everything(endUsers, { search: "0% OFF" })).map(({ endUser }) => endUser)).toEqual(["50% off"]);
    expect(await everything(sessions, { search: "_" })).toEqual([]);
  });

  it("adds up end users as their records do", async () => {
    const ada = (await everything(endUsers)).find(({ endUser }) => endUser === "ada");
    expect(ada).toMatchObject({ requests: 3, refused: 1, costUsd: "0.00035", lastSeen: ago(2).toISOString() });
    expect((await everything(sessions, { endUser: "bo" })).map(({ sessionId }) => sessionId)).toEqual(["shared"]);
  });

  it("shows a session's calls in their order, a page at a time", async () => {
    const page = await session({ sessionId: "talk", limit: 2 });
    expect(page.items[0]?.id).toBe(first);
    const rest = await session({ sessionId: "talk", limit: 2, cursor: page.nextCursor });
    expect([...page.items, ...rest.items].map(({ startedAt }) => startedAt)).toEqual(
      [30, 29, 2].map((h) => ago(h).toISOString()),
    );
    expect(rest.nextCursor).toBeNull();
  });

  it("shows a member their own team's calls of a shared session, and nothing of others", async () => {
    const member = await fixture.personWith("member", { [mobile.teamId]: "member" });
    const items = await everything((query) => sessions(query, member));
    expect(items.map(({ sessionId, requests }) => [sessionId, requests])).toEqual([
      ["50% off/..", 1],
      ["shared", 1],
    ]);
    expect((await everything((query) => endUsers(query, member))).map(({ endUser }) => endUser)).toEqual(["50% off"]);
    expect((await session({ sessionId: "shared" }, member)).items.length).toBe(1);
    const missing = await session({ sessionId: "nobody's" }, member).catch((error: Error) => error.message);
    await expect(session({ sessionId: "talk" }, member)).rejects.toThrow(String(missing));
  });

  it("answers in about its time, and says how far it looked", async () => {
    const [from, to] = [ago(240), ago(0)];
    let clock = 0;
    const look = async (part: { from: Date }) => {
      clock += 400;
      return part.from < ago(100) ? ["found"] : [];
    };
    const search = {
      filter: { from, to },
      search: undefined,
      olderThan: null,
      limit: 1,
      budgetMs: 1_000,
      elapsedMs: () => clock,
    };
    const { groups, searchedTo } = await searchGroups<string>(search, look);
    expect(groups).toEqual([]);
    expect(searchedTo?.getTime()).toBeGreaterThan(from.getTime());
    expect(clock).toBeLessThanOrEqual(1_200);
  });

  it("is read through indexes of the name, not by a walk over records or hours", async () => {
    const { sql } = fixture.database;
    const plan = async (query: string) =>
      (await sql.unsafe<{ "QUERY PLAN": string }[]>(`explain ${query}`)).map((row) => row["QUERY PLAN"]).join("\n");
    const organization = `organization_id = '${fixture.organizationId}'`;
    const calls = await plan(`select * from request_record where ${organization} and session_id = 'talk'
      and started_at > now() - interval '1 day' order by started_at desc limit 100`);
    expect(calls).toMatch(/Index Scan using request_record_\d+_organization_id_session_id/);
    const hours =
      await plan(`select * from usage_label_hourly where ${organization} and kind = 'end_user' and label = 'ada'
      and hour > now() - interval '30 days'`);
    expect(hours).toContain("usage_label_hourly_label");
  });
});
