import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { quotaBucket } from "@/db/schema";
import type { Organization } from "./schemas/organization";
import type { QuotaDetail, QuotaView } from "./schemas/quotas";
import type { Me } from "./schemas/session";
import { type AdminApiFixture, openAdminApiFixture, type Refusal } from "./testing/admin-api-fixture";

describe("the organization's time zone", () => {
  let fixture: AdminApiFixture;
  beforeAll(async () => {
    fixture = await openAdminApiFixture();
  });
  afterAll(async () => {
    expect(fixture.internalErrors).toEqual([]);
    await fixture.close();
  });

  const token = () => fixture.home.people.owner.token;
  const change = <Body = Organization>(body: object) =>
    fixture.call<Body>("PATCH", "/organization", { token: token(), body });

  it("is changed beside the name, and both are what everybody sees", async () => {
    const { status, body } = await change({ name: "Nordwind", timeZone: "Asia/Tokyo" });
    expect({ status, ...body }).toMatchObject({ status: 200, name: "Nordwind", timeZone: "Asia/Tokyo" });
    const me = await fixture.call<Me>("GET", "/me", { token: fixture.home.people.member.token });
    expect(me.body.organization).toMatchObject({ name: "Nordwind", timeZone: "Asia/Tokyo" });
  });

  it("must be one that the database knows", async () => {
    for (const timeZone of ["Middle/Earth", "Europe/Berlin'", "+25"]) {
      const { status, body } = await change<Refusal>({ timeZone });
      expect({ timeZone, status }).toEqual({ timeZone, status: 400 });
      expect(body.errors.map(({ path }) => path)).toEqual(["timeZone"]);
    }
  });

  it("moves the windows of limits, and what was used in them counts on", async () => {
    await change({ timeZone: "UTC" });
    const scope = { kind: "project", id: fixture.home.projectId };
    const terms = { scope, unit: "usd", window: "month", limit: "10" };
    const { body: quota } = await fixture.call<QuotaView>("POST", "/quotas", { token: token(), body: terms });
    const now = new Date();
    const windowStart = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1));
    await fixture.database.orm.insert(quotaBucket).values({ quotaId: quota.id, windowStart, settled: 7_000_000n });
    await change({ timeZone: "Pacific/Auckland" });
    const { body } = await fixture.call<QuotaDetail>("GET", `/quotas/${quota.id}`, { token: token() });
    expect(body).toMatchObject({ timeZone: "Pacific/Auckland", standing: { settled: "7.00" } });
  });
});
