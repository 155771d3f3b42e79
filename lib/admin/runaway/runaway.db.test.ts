import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { auditEvent, policyVersion, virtualKey } from "@/db/schema";
import type { PersonActor } from "@/lib/auth/actor";
import { raiseFlag } from "@/lib/runaway/raise-flag";
import { type AdminFixture, openAdminFixture } from "../testing/admin-fixture";
import { type CallPlace, newPlace } from "../testing/call-fixture";
import { dismissRunawayFlag } from "./dismiss-runaway-flag";
import { listRunawayFlags } from "./list-runaway-flags";
import { resumeKey } from "./resume-key";

describe("after the runaway guard", () => {
  let fixture: AdminFixture;
  let place: CallPlace;
  let lead: PersonActor;

  beforeAll(async () => {
    fixture = await openAdminFixture();
    place = await newPlace(fixture, "search");
    lead = await fixture.personWith("member", { [place.teamId]: "lead" });
  });

  afterAll(() => fixture.close());

  const raise = (kind: "loop" | "slope", keyId = place.keyId) =>
    raiseFlag(fixture.database, fixture.organizationId, { keyId, kind, reason: `Saw a ${kind}.`, detail: {} });
  const setOnRunaway = (onRunaway: "flag" | "pause") =>
    fixture.database.orm.update(virtualKey).set({ onRunaway }).where(eq(virtualKey.id, place.keyId));
  const openFlags = (actor: PersonActor) => fixture.run(actor, listRunawayFlags, { keyId: null, open: true });
  const key = async () =>
    (await fixture.database.orm.select().from(virtualKey).where(eq(virtualKey.id, place.keyId)))[0];
  const version = async () => (await fixture.database.orm.select().from(policyVersion))[0]?.version ?? 0;

  it("a lead dismisses a flag: the key is not touched, and the same thing can be flagged again", async () => {
    await setOnRunaway("flag");
    expect(await raise("loop")).toBe("flagged");
    expect(await raise("loop")).toBe("known");
    const [flag] = await openFlags(lead);
    expect(flag).toMatchObject({ keyName: "search", kind: "loop", reason: "Saw a loop.", paused: false });
    const flagId = flag?.id ?? "";
    const before = await version();
    expect(await fixture.run(lead, dismissRunawayFlag, { flagId })).toMatchObject({ resolvedBy: lead.personId });
    expect(await version()).toBe(before);
    expect(await openFlags(lead)).toEqual([]);
    await expect(fixture.run(lead, dismissRunawayFlag, { flagId })).rejects.toMatchObject({ code: "conflict" });
    expect(await raise("loop")).toBe("flagged");
    await fixture.run(lead, dismissRunawayFlag, { flagId: (await openFlags(lead))[0]?.id ?? "" });
  });

  it("a lead resumes a paused key with one change: flags resolved, gateways told, the audit log knows why", async () => {
    await setOnRunaway("pause");
    expect(await raise("loop")).toBe("paused");
    expect(await raise("slope")).toBe("known");
    const [flag] = await openFlags(lead);
    await expect(fixture.run(lead, dismissRunawayFlag, { flagId: flag?.id ?? "" })).rejects.toMatchObject({
      code: "conflict",
    });
    const before = await version();
    const { key: resumed } = await fixture.run(lead, resumeKey, { keyId: place.keyId });
    expect(resumed).toMatchObject({ statusNow: "active", pausedAt: null, pausedReason: null });
    expect(await openFlags(lead)).toEqual([]);
    expect(await version()).toBe(before + 1);
    const events = await fixture.database.orm.select().from(auditEvent).where(eq(auditEvent.targetId, place.keyId));
    const [pausing, resuming] = events.toSorted((one, other) => one.seq - other.seq).slice(-2);
    expect(pausing).toMatchObject({ actorKind: "system", action: "keys.pause", after: { reason: "Saw a loop." } });
    expect(resuming).toMatchObject({ actorKind: "person", actorId: lead.personId, action: "keys.resume" });
    await expect(fixture.run(lead, resumeKey, { keyId: place.keyId })).rejects.toMatchObject({ code: "conflict" });
  });

  it("only leads and admins judge; members see, other teams do not", async () => {
    await setOnRunaway("pause");
    await raise("slope");
    const member = await fixture.personWith("member", { [place.teamId]: "member" });
    const stranger = await fixture.personWith("member", { [await fixture.newTeam("other")]: "lead" });
    expect(await openFlags(member)).toHaveLength(1);
    expect(await openFlags(stranger)).toEqual([]);
    const resume = (actor: PersonActor) => fixture.run(actor, resumeKey, { keyId: place.keyId });
    await expect(resume(member)).rejects.toMatchObject({ code: "forbidden" });
    await expect(resume(stranger)).rejects.toMatchObject({ code: "not_found" });
    expect((await key())?.pausedAt).toBeInstanceOf(Date);
    await resume(await fixture.personWith("admin"));
    expect((await key())?.pausedAt).toBeNull();
  });
});
