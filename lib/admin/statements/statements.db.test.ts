import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { project, statementLine, team } from "@/db/schema";
import { createChance } from "@/db/seed/random";
import { statementFile } from "@/lib/admin-api/views/statement-file";
import { statementView } from "@/lib/admin-api/views/statement-view";
import type { PersonActor } from "@/lib/auth/actor";
import { microsFromUsd } from "@/lib/money";
import { type AdminFixture, openAdminFixture } from "../testing/admin-fixture";
import { type CallPlace, newPlace, recordCalls } from "../testing/call-fixture";
import { closeStatement } from "./close-statement";
import { exportStatement } from "./export-statement";
import { getStatement } from "./get-statement";
import { listStatements } from "./list-statements";
import { setSplitRule } from "./set-split-rule";

const DAY_MS = 86_400_000;

/** The first day of the month `back` months ago, UTC. */
function monthAgo(back: number): string {
  const now = new Date();
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back, 1)).toISOString().slice(0, 10);
}

describe("statements", () => {
  let fixture: AdminFixture;
  let admin: PersonActor;
  let places: CallPlace[];
  const [current, last, before] = [monthAgo(0), monthAgo(1), monthAgo(2)];
  const chance = createChance(11);
  const callIn = (month: string, place = chance.pick(places)) => {
    const startedAt = new Date(Date.parse(`${month}T00:00:00Z`) + chance.next() * 27 * DAY_MS);
    const costMicros = BigInt(chance.whole(1, 9_000_000));
    return {
      ...place,
      startedAt,
      admittedAt: startedAt.getTime(),
      costMicros,
      modelName: chance.pick(["fast", "deep"]),
    };
  };

  beforeAll(async () => {
    fixture = await openAdminFixture();
    admin = await fixture.personWith("admin");
    places = [
      await newPlace(fixture, "Search"),
      await newPlace(fixture, "Mobile"),
      await newPlace(fixture, "Platform"),
    ];
    const { orm } = fixture.database;
    await orm
      .update(project)
      .set({ costCentre: "=CC-1" })
      .where(eq(project.id, places[0]?.projectId ?? ""));
    await orm
      .update(team)
      .set({ costCentre: "CC-2" })
      .where(eq(team.id, places[1]?.teamId ?? ""));
    await orm
      .update(team)
      .set({ costCentre: "SHARED" })
      .where(eq(team.id, places[2]?.teamId ?? ""));
    await recordCalls(
      fixture,
      Array.from({ length: 80 }, (_, n) => callIn(n % 2 === 0 ? last : before)),
    );
  });
  afterAll(async () => fixture.close());

  const read = async (month: string, actor = admin) =>
    statementView(await fixture.run(actor, getStatement, { month }), actor);
  const close = (month: string, actor = admin) => fixture.run(actor, closeStatement, { month });
  async function ledgerOf(month: string): Promise<bigint> {
    const [row] = await fixture.database.sql<{ cost: bigint }[]>`
      select coalesce(sum(cost_micros), 0)::bigint as cost from ledger_entry where organization_id = ${fixture.organizationId}
        and occurred_at >= ${month}::date and occurred_at < ${month}::date + interval '1 month'`;
    return row?.cost ?? -1n;
  }

  it("add up to the ledger, cost centre by cost centre and line by line, shares included", async () => {
    await fixture.run(admin, setSplitRule, { sourceCostCentre: "SHARED", method: "usage", shares: [] });
    const statement = await read(before);
    const sum = (amounts: readonly string[]) => amounts.reduce((all, usd) => all + micros(usd), 0n);
    expect(micros(statement.totalUsd)).toBe(await ledgerOf(before));
    expect(sum(statement.costCentres.map((one) => one.totalUsd))).toBe(await ledgerOf(before));
    expect(sum(statement.lines.map((one) => one.costUsd))).toBe(await ledgerOf(before));
    expect(sum(statement.costCentres.map((one) => one.sharedUsd))).toBe(0n);
    const shared = statement.costCentres.find((one) => one.costCentre === "SHARED");
    expect(shared).toMatchObject({ totalUsd: "0.00" });
    expect(micros(shared?.usageUsd ?? "0")).toBeGreaterThan(0n);
    expect(statement.costCentres.map((one) => one.costCentre).toSorted()).toEqual(["=CC-1", "CC-2", "SHARED"]);
  });

  it("are closed in their order, once they are over, by who may", async () => {
    await expect(close(current)).rejects.toMatchObject({ code: "conflict" });
    await expect(close(last)).rejects.toMatchObject({ code: "conflict" });
    const auditor = await fixture.personWith("auditor");
    await expect(close(before, auditor)).rejects.toMatchObject({ code: "forbidden" });
    expect((await read(before, auditor)).allowedActions).toEqual([]);
    await close(before);
    expect(await read(before)).toMatchObject({ status: "closed", closable: false, closedBy: { id: admin.personId } });
    await expect(close(before)).rejects.toMatchObject({ code: "conflict" });
    const events = await fixture.database
      .sql`select actor_id, after from audit_event where action = 'statements.close'`;
    expect(events).toMatchObject([{ after: { status: "closed" } }]);
  });

  it("never change once closed: later calls and cost centres go into the next, once", async () => {
    const closed = await read(before);
    const late = [callIn(before, places[0]), callIn(before, places[1])];
    await recordCalls(fixture, late);
    const moved = eq(project.id, places[0]?.projectId ?? "");
    await fixture.database.orm.update(project).set({ costCentre: "CC-9" }).where(moved);
    expect(await read(before)).toEqual(closed);
    const lateCost = late.reduce((sum, call) => sum + call.costMicros, 0n);
    const next = await read(last);
    const corrections = next.lines.filter((line) => line.kind === "correction");
    expect(corrections.every((line) => line.aboutMonth === before.slice(0, 7))).toBe(true);
    expect(corrections.reduce((sum, line) => sum + micros(line.costUsd), 0n)).toBe(lateCost);
    expect(micros(next.totalUsd)).toBe((await ledgerOf(last)) + lateCost);
    expect((await read(current)).lines.filter((line) => line.kind === "correction")).toEqual([]);
    await close(last);
    const both = micros(closed.totalUsd) + micros((await read(last)).totalUsd);
    expect(both).toBe((await ledgerOf(before)) + (await ledgerOf(last)));
    expect((await read(current)).lines).toEqual([]);
  });

  it("are refused by the database itself to whoever would change them", async () => {
    const { orm, sql } = fixture.database;
    const tamper = () => sql`update statement_line set cost_micros = 0`;
    await expect(tamper()).rejects.toThrow("stays as it is");
    await expect(sql`delete from statement_period`.then()).rejects.toThrow("stays as it is");
    const place = { kind: "usage", costCentre: "", costMicros: 1n } as const;
    const added = { organizationId: fixture.organizationId, month: before, aboutMonth: before, ...place };
    await expect(orm.insert(statementLine).values(added)).rejects.toThrow();
  });

  it("are listed with what each month came to", async () => {
    const { months } = await fixture.run(admin, listStatements, undefined);
    const shown = new Map(months.map((one) => [one.month, one]));
    expect(shown.get(before)?.totalMicros).toBe(micros((await read(before)).totalUsd));
    expect(shown.get(last)?.closedBy?.id).toBe(admin.personId);
  });

  it("leave as files that a spreadsheet does not run and that hold every charge", async () => {
    const file = async (format: "csv" | "focus") => {
      const named = await fixture.run(admin, exportStatement, { month: before, format });
      const rows: string[] = [];
      for await (const row of statementFile(named, format).chunks) rows.push(row.trim());
      return rows;
    };
    const csv = await file("csv");
    expect(csv.some((row) => row.includes("'=CC-1"))).toBe(true);
    const [head = "", ...rows] = await file("focus");
    const cost = head.split(",").indexOf("BilledCost");
    const sum = rows.reduce((all, row) => all + micros(row.split(",")[cost] ?? "0"), 0n);
    expect(sum).toBe(micros((await read(before)).totalUsd));
    expect(head).toContain("ChargePeriodStart,ConsumedQuantity");
  });
});

function micros(usd: string): bigint {
  const size = microsFromUsd(usd.replace("-", ""));
  if (size === null) throw new Error(`not an amount: ${usd}`);
  return usd.startsWith("-") ? -size : size;
}
