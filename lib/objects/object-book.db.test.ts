import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Database, openDatabase } from "@/db/client";
import { organization } from "@/db/schema";
import { type FreshDatabase, freshDatabase } from "@/db/testing/fresh-database";
import type { ObjectOwner } from "./contract";
import { openObjectBook } from "./object-book";

const OWNER: ObjectOwner = {
  organizationId: "org_1",
  projectId: "prj_1",
  modelId: "mdl_1",
  deploymentId: "dep_1",
  providerId: "prv_1",
};

describe("whose is what upstreams keep", () => {
  let fresh: FreshDatabase;
  let database: Database;

  beforeAll(async () => {
    fresh = await freshDatabase();
    database = openDatabase(fresh.url);
    await database.orm.insert(organization).values({ id: "org_1", name: "One" });
  });
  afterAll(async () => {
    await database.close();
    await fresh.close();
  });

  it("is known to this process and to every other", async () => {
    const book = openObjectBook(database);
    await book.note(["resp_1", "msg_1"], OWNER);
    for (const other of [book, openObjectBook(database)]) {
      const found = await other.find(["resp_1", "msg_1", "resp_unknown"]);
      expect([...found]).toEqual([
        ["resp_1", OWNER],
        ["msg_1", OWNER],
      ]);
    }
  });

  it("stays with whoever noted it first", async () => {
    await openObjectBook(database).note(["resp_2"], OWNER);
    const late = openObjectBook(database);
    await late.note(["resp_2"], { ...OWNER, projectId: "prj_2" });
    for (const book of [late, openObjectBook(database)]) {
      expect((await book.find(["resp_2"])).get("resp_2")?.projectId).toBe("prj_1");
    }
  });

  it("is nobody's once it was forgotten or has expired, and what expired is cleared away", async () => {
    const book = openObjectBook(database);
    await book.note(["resp_3", "resp_4"], OWNER);
    await book.forget("resp_3");
    await database.sql`update upstream_object set expires_at = now() - interval '1 second' where id = 'resp_4'`;
    expect((await openObjectBook(database).find(["resp_3", "resp_4"])).size).toBe(0);
    expect((await book.find(["resp_3"])).size).toBe(0);
    await openObjectBook(database).note(["resp_5"], OWNER);
    const left = await database.sql`select id from upstream_object where id in ('resp_3', 'resp_4')`;
    expect(left).toHaveLength(0);
  });
});
