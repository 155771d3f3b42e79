import { cp, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Database, openDatabase } from "@/db/client";
import { verifyAuditChain } from "@/db/queries/audit/verify-audit-chain";
import { organization } from "@/db/schema";
import { type FreshDatabase, freshDatabase } from "@/db/testing/fresh-database";
import { keepLateEvent, writeLateEvents } from "./late-events";

const ORG = "org_late";
const EVENT = {
  actorKind: "system",
  actorId: "gateway",
  targetKind: "process",
  targetId: "host:1",
  before: null,
  after: null,
  clientAddress: null,
} as const;

describe("events of an outage", () => {
  let fresh: FreshDatabase;
  let database: Database;
  let folder: string;

  beforeAll(async () => {
    fresh = await freshDatabase();
    database = openDatabase(fresh.url);
    folder = await mkdtemp(join(tmpdir(), "gatehouse-late-"));
    await database.orm.insert(organization).values({ id: ORG, name: "Late" });
  });
  afterAll(async () => {
    await database.close();
    await fresh.close();
    await rm(folder, { recursive: true, force: true });
  });

  const keep = (action: string, second: number) =>
    keepLateEvent(folder, ORG, { ...EVENT, action, occurredAt: new Date(Date.UTC(2026, 10, 29, 10, 0, second)) });

  it("are written once and in the order they happened, by whichever process, also after a crash in the middle", async () => {
    await keep("store.back", 9);
    await keep("store.lost", 3);
    await cp(folder, `${folder}-crash`, { recursive: true });
    await Promise.all([writeLateEvents(folder, database), writeLateEvents(folder, database)]);
    expect(await writeLateEvents(`${folder}-crash`, database)).toBe(0);
    await rm(`${folder}-crash`, { recursive: true });
    const rows =
      await database.sql`select action, occurred_at, at from audit_event where organization_id = ${ORG} order by seq`;
    expect(rows.map(({ action }) => action)).toEqual(["store.lost", "store.back"]);
    expect(rows.map(({ occurred_at }) => occurred_at.toISOString())).toEqual([
      "2026-11-29T10:00:03.000Z",
      "2026-11-29T10:00:09.000Z",
    ]);
    expect(await readdir(folder)).toEqual([]);
    expect(await verifyAuditChain(database.orm, ORG)).toMatchObject({ intact: true, checked: 2 });
  });
});
