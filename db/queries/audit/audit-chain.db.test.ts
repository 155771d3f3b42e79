import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Database, openDatabase } from "@/db/client";
import { organization } from "@/db/schema";
import { type FreshDatabase, freshDatabase } from "@/db/testing/fresh-database";
import { appendAuditEvent } from "./append-audit-event";
import { verifyAuditChain } from "./verify-audit-chain";

let organizations = 0;

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
