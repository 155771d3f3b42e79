import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Database, openDatabase } from "@/db/client";
import { auditEvent, organization } from "@/db/schema";
import { type FreshDatabase, freshDatabase } from "@/db/testing/fresh-database";
import { appendAuditEvent } from "./append-audit-event";
import { firstChainHash, GENESIS_HASH } from "./hash-audit-event";
import { verifyAuditChain } from "./verify-audit-chain";

let organizations = 0;

const SAID = {
  actorKind: "system",
  actorId: "test",
  personId: null,
  action: "teams.create",
  targetKind: "team",
  targetId: "team_1",
  before: null,
  after: { n: 1 },
  requestId: null,
  clientAddress: null,
  occurredAt: null,
} as const;

describe("audit chain", () => {
  let fresh: FreshDatabase;
  let database: Database;
  let org: string;

  beforeAll(async () => {
    fresh = await freshDatabase();
    database = openDatabase(fresh.url, { poolSize: 16 });
  });

  beforeEach(async () => {
    org = `org_${++organizations}`;
    await database.orm.insert(organization).values({ id: org, name: "Test" });
  });

  afterAll(async () => {
    await database.close();
    await fresh.close();
  });

  const write = (action: string, after: Record<string, unknown> | null = null) =>
    database.orm.transaction((run) =>
      appendAuditEvent(run, org, {
        actorKind: "person",
        actorId: "per_1",
        action,
        targetKind: "team",
        targetId: "team_1",
        before: null,
        after,
        requestId: null,
        clientAddress: "192.0.2.1",
      }),
    );

  /** What only the owner of the table can do: change the past behind the triggers' back. */
  const tamper = async (change: (sql: Database["sql"]) => Promise<unknown>) => {
    await database.sql`alter table audit_event disable trigger user`;
    await change(database.sql);
    await database.sql`alter table audit_event enable trigger user`;
  };

  it("has no forks and no gaps under 64 writers at once", async () => {
    await Promise.all(Array.from({ length: 64 }, (_, index) => write(`teams.write_${index}`, { index })));
    expect(await verifyAuditChain(database.orm, org)).toMatchObject({ intact: true, checked: 64, firstBadSeq: null });
    const rows = await database.sql`select seq from audit_event where organization_id = ${org} order by seq`;
    expect(rows.map((row) => Number(row.seq))).toEqual(Array.from({ length: 64 }, (_, index) => index + 1));
  });

  it("survives a round trip of every kind of value", async () => {
    await write("teams.values", {
      z: 1,
      a: { y: [1.5, -0, 1e21, true, null, "ü\n\u2028"], x: "" },
      date: new Date(0),
      gone: undefined,
      nested: [{ b: 1, a: 2 }],
    });
    expect(await verifyAuditChain(database.orm, org)).toMatchObject({ intact: true, checked: 1 });
  });

  it("leaves nothing behind when the change is rolled back", async () => {
    const failing = database.orm.transaction(async (run) => {
      await appendAuditEvent(run, org, {
        actorKind: "system",
        actorId: "test",
        action: "teams.fail",
        targetKind: "team",
        targetId: "team_1",
        before: null,
        after: null,
        requestId: null,
        clientAddress: null,
      });
      throw new Error("rolled back");
    });
    await expect(failing).rejects.toThrow("rolled back");
    await write("teams.next");
    expect(await verifyAuditChain(database.orm, org)).toMatchObject({ intact: true, checked: 1 });
  });

  it.each(["update audit_event set action = 'x'", "delete from audit_event", "truncate audit_event"])(
    "refuses: %s",
    async (statement) => {
      await write("teams.create");
      await expect(database.sql.unsafe(statement)).rejects.toThrow(/append-only/);
    },
  );

  it.each([
    [
      "a changed row",
      (sql: Database["sql"]) =>
        sql`update audit_event set after = '{"n": 9}' where organization_id = ${org} and seq = 3`,
      3,
    ],
    [
      "a changed actor",
      (sql: Database["sql"]) =>
        sql`update audit_event set actor_id = 'per_2' where organization_id = ${org} and seq = 2`,
      2,
    ],
    [
      "a removed row",
      (sql: Database["sql"]) => sql`delete from audit_event where organization_id = ${org} and seq = 4`,
      4,
    ],
    [
      "a removed beginning",
      (sql: Database["sql"]) => sql`delete from audit_event where organization_id = ${org} and seq = 1`,
      1,
    ],
    ["two rows swapped", swapRows, 2],
  ])("names the place of %s", async (_what, change, firstBadSeq) => {
    for (let index = 1; index <= 5; index += 1) await write("teams.create", { n: index });
    await tamper(change);
    expect(await verifyAuditChain(database.orm, org)).toMatchObject({ intact: false, firstBadSeq });
  });

  /** A primary key cannot be swapped in one statement. */
  async function swapRows(sql: Database["sql"]): Promise<void> {
    await sql`update audit_event set seq = 1002 where organization_id = ${org} and seq = 2`;
    await sql`update audit_event set seq = 2 where organization_id = ${org} and seq = 3`;
    await sql`update audit_event set seq = 3 where organization_id = ${org} and seq = 1002`;
  }

  it("is given its place by the database: nobody inserts a fork, a gap or another time", async () => {
    await write("teams.create");
    const row = { actorKind: "system", actorId: "x", action: "x.y", targetKind: "x", targetId: "x" } as const;
    const [content, zero] = [Buffer.alloc(32, 7), Buffer.alloc(32)];
    const made = { seq: 900, at: new Date(0), previousHash: zero, hash: zero, contentHash: content };
    await database.orm.insert(auditEvent).values({ ...row, ...made, organizationId: org });
    const [last] = await database.sql<{ seq: bigint; year: number }[]>`
      select seq, extract(year from at)::int as year from audit_event where organization_id = ${org} order by seq desc limit 1`;
    expect(Number(last?.seq)).toBe(2);
    expect(last?.year).toBeGreaterThan(2000);
    expect(await verifyAuditChain(database.orm, org)).toMatchObject({ firstBadSeq: 2, problem: "changed" });
  });

  it("goes on where a chain of before stood, and verifies both", async () => {
    const old = { ...SAID, organizationId: org, seq: 1, at: new Date("2026-01-01T00:00:00.123Z") };
    const hash = firstChainHash(GENESIS_HASH, old);
    await tamper(() =>
      database.orm
        .insert(auditEvent)
        .values({ ...old, version: 1, previousHash: GENESIS_HASH, hash, contentHash: null }),
    );
    await write("teams.create");
    expect(await verifyAuditChain(database.orm, org)).toMatchObject({ intact: true, checked: 2 });
    await tamper((sql) => sql`update audit_event set actor_id = 'per_9' where organization_id = ${org} and seq = 1`);
    expect(await verifyAuditChain(database.orm, org)).toMatchObject({ firstBadSeq: 1, problem: "changed" });
  });

  it("keeps late events in the order they happened, with when that was", async () => {
    const times = ["2026-11-20T10:00:00.000Z", "2026-11-20T10:00:05.000Z"].map((time) => new Date(time));
    await database.orm.transaction(async (run) => {
      for (const occurredAt of times) await appendAuditEvent(run, org, { ...SAID, occurredAt });
    });
    const rows = await database.orm
      .select()
      .from(auditEvent)
      .where(eq(auditEvent.organizationId, org))
      .orderBy(auditEvent.seq);
    expect(rows.map((row) => row.occurredAt)).toEqual(times);
    expect(await verifyAuditChain(database.orm, org)).toMatchObject({ intact: true, checked: 2 });
    await tamper((sql) => sql`update audit_event set occurred_at = now() where organization_id = ${org} and seq = 2`);
    expect(await verifyAuditChain(database.orm, org)).toMatchObject({ firstBadSeq: 2, problem: "changed" });
  });

  it("tells a chain whose end was cut off, or that was written anew, by a place that was kept", async () => {
    for (let index = 1; index <= 4; index += 1) await write("teams.create", { n: index });
    const { headSeq: seq, headHash: hash } = await verifyAuditChain(database.orm, org);
    const known = [{ seq, hash }];
    expect(await verifyAuditChain(database.orm, org, known)).toMatchObject({ intact: true, checkpoints: 1 });
    await tamper((sql) => sql`delete from audit_event where organization_id = ${org} and seq > 2`);
    expect(await verifyAuditChain(database.orm, org)).toMatchObject({ intact: true, checked: 2 });
    expect(await verifyAuditChain(database.orm, org, known)).toMatchObject({ firstBadSeq: 3, problem: "end_cut_off" });
    for (let index = 3; index <= 5; index += 1) await write("teams.forge", { n: index });
    expect(await verifyAuditChain(database.orm, org)).toMatchObject({ intact: true, checked: 5 });
    expect(await verifyAuditChain(database.orm, org, known)).toMatchObject({
      firstBadSeq: 4,
      problem: "not_as_checkpointed",
    });
  });

  it("keeps organizations apart", async () => {
    await write("teams.create");
    const first = org;
    org = `org_${++organizations}`;
    await database.orm.insert(organization).values({ id: org, name: "Other" });
    await write("teams.create");
    expect(await verifyAuditChain(database.orm, first)).toMatchObject({ intact: true, checked: 1 });
    expect(await verifyAuditChain(database.orm, org)).toMatchObject({ intact: true, checked: 1 });
  });
});
