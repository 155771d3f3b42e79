import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { session, teamMember } from "@/db/schema";
import { recordCalls } from "@/lib/admin/testing/call-fixture";
import { newId } from "@/lib/crypto/new-id";
import type { ClosedExchange } from "@/lib/ledger/contract";
import { type AdminApiFixture, openAdminApiFixture } from "../testing/admin-api-fixture";
import { LiveReader } from "../testing/live-reader";

describe("watching requests", () => {
  let fixture: AdminApiFixture;
  const readers: LiveReader[] = [];

  beforeAll(async () => {
    fixture = await openAdminApiFixture();
  });
  afterAll(async () => {
    for (const reader of readers) await reader.leave();
    // The one that came while the server went.
    expect(fixture.internalErrors).toMatchObject([{ code: "unavailable" }]);
    await fixture.close();
  });

  const watch = async (query: string, options: Parameters<typeof LiveReader.open>[2]) => {
    const reader = await LiveReader.open(fixture, query, options);
    readers.push(reader);
    return reader;
  };
  const watching = async (query: string, options: Parameters<typeof LiveReader.open>[2]) => {
    const reader = await watch(query, options);
    await reader.until("ready");
    return reader;
  };
  /** Records a call of the team "home" and answers its id. */
  const record = async (call: Partial<ClosedExchange> = {}, organization = fixture.home): Promise<string> => {
    const requestId = newId("req");
    const { id: organizationId, homeTeamId: teamId, projectId } = organization;
    const place = { teamId, projectId, keyId: null };
    await recordCalls({ database: fixture.database, organizationId }, [{ ...place, requestId, ...call }]);
    return requestId;
  };

  it("tells everybody of the calls that fit their filter, and of no other", async () => {
    const { owner, auditor } = fixture.home.people;
    const all = await watching("", owner);
    const failed = await watching("?outcome=failed&endUser=ada", auditor);
    const well = await record({ endUser: "ada" });
    expect(await all.rows()).toEqual([well]);
    const broken = await record({ endUser: "ada", outcome: "failed", httpStatus: 502 });
    expect(await failed.rows()).toEqual([broken]);
    expect(await all.rows()).toEqual([broken]);
    await Promise.all([all.leave(), failed.leave()]);
  });

  it("tells nobody of another organization's or another team's calls", async () => {
    const other = await fixture.newOrganization("Other");
    const { member, neighbour } = fixture.home.people;
    const [mine, away, foreign] = await Promise.all([
      watching("?model=guarded", member),
      watching("?model=guarded", neighbour),
      watching("?model=guarded", other.people.owner),
    ]);
    const id = await record({ modelAsked: "guarded" });
    expect(await mine.rows()).toEqual([id]);
    const theirs = await record({ modelAsked: "guarded", teamId: fixture.home.awayTeamId });
    expect(await away.rows()).toEqual([theirs]);
    const elsewhere = await record({ modelAsked: "guarded" }, other);
    expect(await foreign.rows()).toEqual([elsewhere]);
    await Promise.all([mine.leave(), away.leave(), foreign.leave()]);
  });

  it("goes on behind the last event, and says when too much was missed", async () => {
    const { owner } = fixture.home.people;
    const before = await watching("?model=resumed", owner);
    await record({ modelAsked: "resumed" });
    const { id = "" } = await before.until("requests");
    await before.leave();
    const missed = await record({ modelAsked: "resumed" });
    const after = await watch("?model=resumed", { ...owner, headers: { "last-event-id": id } });
    expect((await after.until("ready")).data.hasGap).toBe(false);
    expect(await after.rows()).toContain(missed);
    await after.leave();
    const longAgo = new Date(Date.now() - 3_600_000).toISOString();
    const late = await watch(`?after=${longAgo}`, owner);
    expect((await late.until("ready")).data.hasGap).toBe(true);
    await late.leave();
    expect((await watch("?after=yesterday", owner)).status).toBe(400);
  });

  it("ends when the session is revoked", async () => {
    const { cookie, sessionId } = await fixture.newCookie(fixture.home.people.admin.id);
    const reader = await watching("", { cookie });
    await fixture.database.orm.update(session).set({ revokedAt: new Date() }).where(eq(session.id, sessionId));
    expect((await reader.until("end")).data.reason).toBe("signed_out");
    expect(await reader.next()).toBeNull();
  });

  it("ends when the person leaves the team, before another of its calls is told", async () => {
    const { lead } = fixture.home.people;
    const reader = await watching("", lead);
    const own = and(eq(teamMember.teamId, fixture.home.homeTeamId), eq(teamMember.personId, lead.id));
    await fixture.database.orm.delete(teamMember).where(own);
    expect((await reader.until("end")).data.reason).toBe("rights_changed");
    expect((await watch("", lead)).status).toBe(403);
  });

  it("lets one person watch so many times, and again when one is closed", async () => {
    const { owner } = fixture.home.people;
    const four = await Promise.all(Array.from({ length: 4 }, () => watching("", owner)));
    expect((await watch("", owner)).status).toBe(429);
    const { status } = await watching("", fixture.home.people.auditor);
    expect(status).toBe(200);
    await four[0]?.leave();
    expect((await watching("", owner)).status).toBe(200);
  });

  it("ends everybody when the server goes, and lets nobody in", async () => {
    const reader = await watching("", fixture.home.people.member);
    fixture.adminDeps.live.close();
    expect((await reader.until("end")).data.reason).toBe("shutting_down");
    expect((await watch("", fixture.home.people.member)).status).toBe(503);
    await Promise.all(readers.map((one) => one.leave()));
    await vi.waitFor(() => expect(fixture.live.size).toBe(0));
  });
});
