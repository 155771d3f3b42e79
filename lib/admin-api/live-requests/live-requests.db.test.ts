import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { Database } from "@/db/client";
import { type AdminFixture, openAdminFixture } from "@/lib/admin/testing/admin-fixture";
import { recordCalls } from "@/lib/admin/testing/call-fixture";
import { newId } from "@/lib/crypto/new-id";
import { Follower } from "./follower";
import { LiveRequests } from "./live-requests";

/** The same database, counting looks for news. */
function counted(sql: Database["sql"]): { sql: Database["sql"]; looks: () => number } {
  let looks = 0;
  const counting = new Proxy(sql, {
    apply(target, self, args: Parameters<typeof sql>) {
      if (String(args[0]).includes("with recent as")) looks++;
      return Reflect.apply(target, self, args);
    },
  });
  return { sql: counting, looks: () => looks };
}

const SOON = { interval: 5, timeout: 30_000 };

describe("a feed of requests", { timeout: 60_000 }, () => {
  let fixture: AdminFixture;
  beforeAll(async () => {
    fixture = await openAdminFixture();
  });
  afterAll(async () => fixture.close());

  const pace = { pollMs: 30, checkMs: 1_000 };
  const now = () => new Date();
  const wish = (personId: string, endUser?: string) => ({
    personId,
    interest: { scope: { organizationId: fixture.organizationId, teamIds: null }, filter: { endUser } },
    since: null,
  });

  it("asks the store once for everybody, and not at all when nobody follows", async () => {
    const { sql, looks } = counted(fixture.database.sql);
    const live = new LiveRequests({ database: { sql }, now, pace });
    const people = Array.from({ length: 30 }, (_, index) => wish(`per_${index}`, `customer-${index}`));
    const followed = await Promise.all(people.map((one) => live.follow(one)));
    const requestId = newId("req");
    await recordCalls(fixture, [{ requestId, endUser: "customer-7" }]);
    const seventh = followed[7]?.follower;
    const began = looks();
    await vi.waitFor(() => expect(seventh?.hasNews).toBe(true), SOON);
    const needed = looks() - began;
    expect(needed).toBeLessThan(30);
    expect(seventh?.take(0).items.map(({ id }) => id)).toEqual([requestId]);
    expect(followed.filter(({ follower }) => follower.hasNews)).toEqual([]);
    for (const { leave } of followed) leave();
    const after = looks();
    const other = new LiveRequests({ database: fixture.database, now, pace });
    const { follower, leave } = await other.follow(wish("per_x"));
    await recordCalls(fixture, [{ requestId: newId("req") }]);
    await vi.waitFor(() => expect(follower.hasNews).toBe(true), SOON);
    leave();
    expect(looks() - after).toBeLessThanOrEqual(1);
  });

  it("tells a rare call also while common ones are more than can be told, and says that some are left out", async () => {
    const live = new LiveRequests({ database: fixture.database, now, pace: { pollMs: 400, checkMs: 1_000 } });
    const all = await live.follow(wish("per_all"));
    const rare = await live.follow(wish("per_rare", "rare"));
    const rareId = newId("req");
    await recordCalls(fixture, [
      { requestId: rareId, endUser: "rare" },
      ...Array.from({ length: 260 }, () => ({ endUser: "common" })),
    ]);
    await vi.waitFor(() => expect(rare.follower.hasNews).toBe(true), SOON);
    expect(rare.follower.take(0)).toMatchObject({ items: [{ id: rareId }], isCut: false });
    await vi.waitFor(() => expect(all.follower.hasNews).toBe(true), SOON);
    const news = all.follower.take(0);
    expect(news.isCut).toBe(true);
    expect(news.items.map(({ id }) => id)).toContain(rareId);
    all.leave();
    rare.leave();
  });

  it("keeps a bounded number of rows for a reader who does not read, the newest of them", () => {
    const { interest } = wish("per_slow");
    const follower = new Follower({ interest, personId: "per_slow", cursor: "", now: 0 });
    const rows = (from: number) => Array.from({ length: 200 }, (_, n) => ({ id: `req_${from + n}` }) as never);
    for (const from of [0, 1_000, 2_000]) follower.tell({ items: rows(from), isCut: false, cursor: String(from) });
    const { items, isCut, cursor } = follower.take(0);
    expect({ count: items.length, first: items[0]?.id, isCut, cursor }).toEqual({
      count: 400,
      first: "req_2000",
      isCut: true,
      cursor: "2000",
    });
    expect(follower.take(0)).toMatchObject({ items: [], isCut: false });
  });
});
