import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { deleteExpiredTexts } from "@/db/queries/ledger/request-partitions";
import { newId } from "@/lib/crypto/new-id";
import type { SaidText } from "@/lib/ledger/contract";
import { createLedger } from "@/lib/ledger/ledger";
import { closedExchange } from "@/lib/ledger/testing/closed-exchange";
import { verifyDocument } from "@/lib/signed/verify-document";
import { getRequest } from "../requests/get-request";
import { revealText } from "../requests/reveal-text";
import { type AdminFixture, openAdminFixture } from "../testing/admin-fixture";
import { type CallPlace, newPlace } from "../testing/call-fixture";
import { eraseEndUser } from "./erase-end-user";
import { setProjectPrivacy } from "./set-project-privacy";
import { updatePrivacy } from "./update-privacy";

const DAY_MS = 86_400_000;

function saying(prompt: string, answer: string): SaidText {
  const bytes = Buffer.from(prompt);
  return { prompt: bytes, promptBytes: bytes.length, answer, answerBytes: answer.length, isCut: false, keptBytes: 1 };
}

describe("privacy", () => {
  let fixture: AdminFixture;
  let place: CallPlace;

  beforeAll(async () => {
    fixture = await openAdminFixture();
    place = await newPlace(fixture, "Search");
  });
  afterAll(async () => fixture.close());

  /** Writes a call as the gateway does, with what was said in it. */
  async function say(said: SaidText, ageDays = 0): Promise<string> {
    const requestId = newId("req");
    const troubles: unknown[] = [];
    const ledger = createLedger({
      sql: fixture.database.sql,
      spoolRoot: null,
      onError: (error) => troubles.push(error),
    });
    const startedAt = new Date(Date.now() - ageDays * DAY_MS);
    const { organizationId } = fixture;
    ledger.append(closedExchange({ requestId, startedAt, organizationId, ...place }), null, said);
    await ledger.close();
    expect(troubles).toEqual([]);
    return requestId;
  }

  it("shows what was said to who may, and remembers that they looked", async () => {
    const prompt = JSON.stringify({ messages: [{ role: "user", content: "a\u0000b \ud800 <script>" }] });
    const requestId = await say(saying(prompt, JSON.stringify({ choices: [{ message: { content: "sure" } }] })));
    const auditor = await fixture.personWith("auditor");
    expect((await fixture.run(auditor, getRequest, { requestId })).text).toEqual({
      stored: true,
      tier: "none",
      mayReveal: true,
    });
    const text = await fixture.run(auditor, revealText, { requestId });
    expect(text.turns.map(({ role, parts }) => [role, parts.map((part) => part.text).join()])).toEqual([
      ["user", expect.stringMatching(/^a.*b .* <script>$/u)],
      ["assistant", "sure"],
    ]);
    const member = await fixture.personWith("member", { [place.teamId]: "member" });
    await expect(fixture.run(member, revealText, { requestId })).rejects.toMatchObject({ code: "forbidden" });
    const events = await fixture.database.sql`
      select actor_id, before, after from audit_event where action = 'requests.reveal' and target_id = ${requestId}`;
    expect([...events]).toEqual([{ actor_id: auditor.personId, before: null, after: null }]);
  });

  it("keeps text for the project's days and the record for longer", async () => {
    const admin = await fixture.personWith("admin");
    const requestId = await say(saying("{}", "words"), 10);
    expect((await fixture.run(admin, getRequest, { requestId })).text.stored).toBe(true);
    await fixture.run(admin, setProjectPrivacy, { projectId: place.projectId, textTier: "text", textDays: 7 });
    expect((await fixture.run(admin, getRequest, { requestId })).text).toMatchObject({ stored: false, tier: "text" });
    await expect(fixture.run(admin, revealText, { requestId })).rejects.toMatchObject({ code: "not_found" });
    expect(await deleteExpiredTexts(fixture.database.sql)).toBe(1);
    expect(await deleteExpiredTexts(fixture.database.sql)).toBe(0);
    expect((await fixture.run(admin, getRequest, { requestId })).id).toBe(requestId);
    await fixture.run(admin, setProjectPrivacy, { projectId: place.projectId, textTier: null, textDays: null });
  });

  it("erases an end user everywhere, keeps every sum, and says so in a statement that verifies", async () => {
    const { sql } = fixture.database;
    const startedAt = new Date();
    const said = saying(JSON.stringify({ messages: [{ role: "user", content: "about me" }] }), "words");
    const requestId = newId("req");
    const ledger = createLedger({ sql, spoolRoot: null, onError: (error) => expect.unreachable(String(error)) });
    const { organizationId } = fixture;
    const call = closedExchange({ requestId, startedAt, organizationId, ...place, endUser: "anna@example.com" });
    ledger.append({ ...call, sessionId: "run-1" }, null, said);
    ledger.append(closedExchange({ organizationId, ...place, endUser: "bert" }));
    await ledger.close();
    const sums = async () => [
      ...(await sql`select sum(cost_micros)::text as cost, count(*)::int as n from request_record`),
      ...(await sql`select sum(cost_micros)::text as cost, count(*)::int as n from ledger_entry`),
      ...(await sql`select sum(cost_micros)::text as cost from usage_label_hourly where kind = 'end_user'`),
      ...(await sql`select sum(cost_micros)::text as cost from usage_hourly`),
    ];
    const before = await sums();
    const admin = await fixture.personWith("admin");
    const signed = await fixture.run(admin, eraseEndUser, { endUser: "anna@example.com" });
    expect(signed.document).toMatchObject({ left: 0, erased: { texts: 1, records: 1 } });
    expect(verifyDocument(signed).kind).toBe("valid");
    expect(verifyDocument({ ...signed, document: { ...signed.document, left: 1 } }).kind).toBe("changed");
    expect(await sums()).toEqual(before);
    await expect(fixture.run(admin, revealText, { requestId })).rejects.toMatchObject({ code: "not_found" });
    const [record] =
      await sql`select end_user, session_id, client_address, user_agent from request_record where id = ${requestId}`;
    expect(record).toEqual({
      end_user: expect.stringMatching(/^erased-/),
      session_id: null,
      client_address: null,
      user_agent: null,
    });
    const tables = [
      "request_record",
      "request_text",
      "ledger_entry",
      "usage_label_hourly",
      "audit_event",
      "request_erasure",
    ];
    for (const table of tables) {
      const [found] =
        await sql`select count(*)::int as n from ${sql(table)} as row where row::text like '%anna@example.com%'`;
      expect({ table, ...found }).toEqual({ table, n: 0 });
    }
  });

  it("does not let text outlive its record", async () => {
    const owner = await fixture.personWith("owner");
    const input = { textTier: undefined, textDays: 90, recordDays: 60 };
    await expect(fixture.run(owner, updatePrivacy, input)).rejects.toMatchObject({ code: "invalid_request" });
  });
});
