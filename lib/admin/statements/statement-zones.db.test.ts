import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PersonActor } from "@/lib/auth/actor";
import { updateOrganization } from "../organization/update-organization";
import { type AdminFixture, openAdminFixture } from "../testing/admin-fixture";
import { newPlace, recordCalls } from "../testing/call-fixture";
import { closeStatement } from "./close-statement";
import { getStatement } from "./get-statement";
import { listStatements } from "./list-statements";

const HOUR_MS = 3_600_000;

/** The first moment of the month `back` months ago, UTC. */
function beginOf(back: number): Date {
  const now = new Date();
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back, 1));
}

describe("statements of an organization that moves to another time zone", () => {
  let fixture: AdminFixture;
  let owner: PersonActor;
  const [last, before] = [1, 2].map((back) => beginOf(back).toISOString().slice(0, 10)) as [string, string];

  beforeAll(async () => {
    fixture = await openAdminFixture();
    owner = await fixture.personWith("owner");
    const place = await newPlace(fixture, "Search");
    const turn = beginOf(1).getTime();
    const call = (hours: number, costMicros: bigint) => {
      const startedAt = new Date(turn + hours * HOUR_MS);
      return { ...place, startedAt, admittedAt: startedAt.getTime(), costMicros, modelName: "fast" };
    };
    await recordCalls(fixture, [call(-100, 1n), call(-4, 20n), call(2, 300n), call(100, 4000n)]);
    await fixture.run(owner, closeStatement, { month: before });
  });
  afterAll(async () => fixture.close());

  const totalOf = async (month: string) => {
    const { statement } = await fixture.run(owner, getStatement, { month });
    const micros = statement.lines.reduce((sum, line) => sum + line.costMicros, 0n);
    return { micros, isNext: statement.isNext };
  };

  it.each(["UTC", "Asia/Tokyo", "America/New_York", "Pacific/Auckland"])(
    "charge every hour once, and the next month can be closed: %s",
    async (timeZone) => {
      await fixture.run(owner, updateOrganization, { name: undefined, timeZone });
      expect(await totalOf(before)).toMatchObject({ micros: 21n });
      expect(await totalOf(last)).toEqual({ micros: 4300n, isNext: true });
      const { months } = await fixture.run(owner, listStatements, undefined);
      expect(months.find(({ month }) => month === last)?.totalMicros).toBe(4300n);
    },
  );
});
