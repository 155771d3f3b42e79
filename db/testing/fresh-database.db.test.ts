import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { openDatabase } from "@/db/client";
import { migrate } from "@/db/migrate";
import { type FreshDatabase, freshDatabase } from "./fresh-database";

let fresh: FreshDatabase;
let sql: postgres.Sql;

beforeAll(async () => {
  fresh = await freshDatabase();
  sql = postgres(fresh.url, { max: 8 });
});

afterAll(async () => {
  await sql.end({ timeout: 5 });
  await fresh.close();
});

describe("a fresh database", () => {
  it("has every migration and the vector type", async () => {
    const [applied] = await sql`select count(*)::int as n from drizzle.__drizzle_migrations`;
    expect(applied?.n).toBeGreaterThanOrEqual(5);
    expect(await sql`select id from organization`).toEqual([]);
    const [row] = await sql`select '[1,0]'::vector <=> '[0,1]'::vector as distance`;
    expect(row?.distance).toBe(1);
  });

  it("stays as it is when several processes migrate it at once", async () => {
    const count = () => sql`select count(*)::int as n from drizzle.__drizzle_migrations`;
    const before = await count();
    await Promise.all([migrate(fresh.url), migrate(fresh.url), migrate(fresh.url)]);
    expect(await count()).toEqual(before);
  });

  it("gives every connection its own rows when unnamed statements overlap", async () => {
    const database = openDatabase(fresh.url, { poolSize: 8 });
    try {
      const answers = await Promise.all(
        Array.from({ length: 200 }, (_, i) =>
          database.sql.unsafe(`select $1::int as asked, ${i} as "answer_${i}"`, [i]),
        ),
      );
      expect(answers.map(([row]) => [row?.asked, Object.keys(row ?? {})[1]])).toEqual(
        answers.map((_, i) => [i, `answer_${i}`]),
      );
    } finally {
      await database.close();
    }
  });

  it("runs the transactions of several connections one after the other", async () => {
    await sql`create table tally (n int not null)`;
    await sql`insert into tally values (0)`;
    await Promise.all(
      Array.from({ length: 40 }, () =>
        sql.begin(async (transaction) => {
          const [row] = await transaction`select n from tally for update`;
          await transaction`update tally set n = ${Number(row?.n) + 1}`;
        }),
      ),
    );
    expect(await sql`select n from tally`).toEqual([{ n: 40 }]);
  });

  it("lets one connection fail without touching the statements of another", async () => {
    const outcomes = await Promise.allSettled(
      Array.from({ length: 60 }, (_, i) => (i % 3 === 0 ? sql`select 1 / ${0}::int as q` : sql`select ${i}::int as q`)),
    );
    for (const [i, outcome] of outcomes.entries()) {
      if (i % 3 === 0) expect(outcome).toMatchObject({ status: "rejected", reason: { code: "22012" } });
      else expect(outcome).toMatchObject({ status: "fulfilled", value: [{ q: i }] });
    }
  });

  it("delivers a notification to the connection that listens", async () => {
    const heard: string[] = [];
    const listener = postgres(fresh.url, { max: 1 });
    try {
      await listener.listen("policy", (payload) => heard.push(payload));
      await sql`select pg_notify('policy', 'version 2')`;
      await vi.waitFor(() => expect(heard).toEqual(["version 2"]));
    } finally {
      await listener.end({ timeout: 5 });
    }
  });
});
