import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { getProof } from "@/lib/admin/proof/get-proof";
import { setProofSchedule } from "@/lib/admin/proof/set-proof-schedule";
import { startProof } from "@/lib/admin/proof/start-proof";
import { verifyStoredProof } from "@/lib/admin/proof/verify-stored-proof";
import { systemActor } from "@/lib/auth/actor";
import { newId } from "@/lib/crypto/new-id";
import { createLogger } from "@/lib/telemetry/logger";
import { attendProofs } from "./attend-proofs";
import type { ProofDeps } from "./carry-out";
import { openRunningHouse, type RunningHouse } from "./testing/running-house";

describe("attending to proofs", () => {
  let house: RunningHouse;
  const ask = { trigger: "asked" } as const;
  const contextOf = () => ({
    ...house.runtime.adminDeps,
    actor: systemActor(house.organizationId, "test"),
    requestId: newId("req"),
    clientAddress: null,
  });
  const depsOf = (listener: string | null): ProofDeps => ({
    admin: house.runtime.adminDeps,
    places: { publicOrigin: null, listener },
    bodyLimitBytes: house.runtime.bodyLimitBytes,
    software: { name: "gatehouse", version: "test", commit: null },
    logger: createLogger("silent"),
  });
  const ended = (proofId: string) =>
    expect
      .poll(async () => (await getProof.run(contextOf(), () => ({ proofId }))).finishedAt, { timeout: 100_000 })
      .not.toBeNull();

  beforeAll(async () => {
    house = await openRunningHouse();
  }, 60_000);
  beforeEach(async () => {
    await house.runtime.database.sql`update enforcement_proof set finished_at = now() where finished_at is null`;
  });
  afterAll(() => house.close());

  it("carries out what was asked for, once, and writes it down signed and audited", async () => {
    const { id: proofId } = await startProof.run(contextOf(), () => ask);
    const attendants = [attendProofs(depsOf(house.origin)), attendProofs(depsOf(house.origin))];
    await ended(proofId);
    await Promise.all(attendants.map((one) => one.stop()));
    const row = await getProof.run(contextOf(), () => ({ proofId }));
    expect(row.cells.filter(({ passed }) => !passed)).toEqual([]);
    expect(row).toMatchObject({
      passed: true,
      failure: null,
      planned: row.cells.length,
      done: row.cells.length,
      red: 0,
    });
    expect((await verifyStoredProof.run(contextOf(), () => ({ proofId }))).verdict).toBe("valid");
    const events = await house.runtime.database.sql<{ action: string }[]>`
      select action from audit_event where target_id = ${proofId} order by seq`;
    expect(events.map(({ action }) => action)).toEqual(["proofs.start", "proofs.finish"]);
  }, 120_000);

  it("sees when somebody painted a stored proof green", async () => {
    const { id: proofId } = await startProof.run(contextOf(), () => ask);
    await house.runtime.database.sql`
      update enforcement_proof t set finished_at = now(), signature = o.signature, public_key = o.public_key,
        document = jsonb_set(o.document, '{gateway}', '"https://elsewhere.example"')
      from (select * from enforcement_proof where document is not null limit 1) o where t.id = ${proofId}`;
    expect((await verifyStoredProof.run(contextOf(), () => ({ proofId }))).verdict).toBe("changed");
  });

  it("has one at a time", async () => {
    await startProof.run(contextOf(), () => ask);
    await expect(startProof.run(contextOf(), () => ask)).rejects.toMatchObject({ code: "conflict" });
  });

  it("says why one could not be carried out", async () => {
    const { id: proofId } = await startProof.run(contextOf(), () => ask);
    const attendant = attendProofs(depsOf(null));
    await ended(proofId);
    await attendant.stop();
    const row = await getProof.run(contextOf(), () => ({ proofId }));
    expect(row).toMatchObject({ passed: false, document: null, failure: expect.stringContaining("GATEHOUSE_URL") });
  });

  it("gives up one whose process is gone, by itself", async () => {
    const { sql } = house.runtime.database;
    const { id: proofId } = await startProof.run(contextOf(), () => ask);
    await sql`update enforcement_proof set claimed_at = now(), heartbeat_at = now() - interval '2 minutes' where id = ${proofId}`;
    const attendant = attendProofs(depsOf(null));
    await ended(proofId);
    await attendant.stop();
  });

  it("gives up one whose process is gone, so that the next can begin", async () => {
    const { sql } = house.runtime.database;
    const { id } = await startProof.run(contextOf(), () => ask);
    await sql`update enforcement_proof set claimed_at = now(), heartbeat_at = now() - interval '2 minutes' where id = ${id}`;
    await startProof.run(contextOf(), () => ask);
    const row = await getProof.run(contextOf(), () => ({ proofId: id }));
    expect(row).toMatchObject({ passed: false, failure: expect.stringContaining("ended before") });
  });

  it("queues the daily one once, and not on the day whose time had passed when it was set", async () => {
    const { sql } = house.runtime.database;
    const scheduled = async () => (await sql`select id from enforcement_proof where trigger = 'schedule'`).length;
    await setProofSchedule.run(contextOf(), () => ({ minuteOfDay: 0 }));
    const [due] = await sql<{ on: string | null }[]>`select last_due_on::text as on from enforcement_proof_schedule`;
    expect(due?.on).not.toBeNull();
    await sql`update enforcement_proof_schedule set last_due_on = last_due_on - 1`;
    const attendants = [attendProofs(depsOf(null)), attendProofs(depsOf(null))];
    await expect.poll(scheduled, { timeout: 20_000 }).toBe(1);
    await Promise.all(attendants.map((one) => one.stop()));
    expect(await scheduled()).toBe(1);
    await setProofSchedule.run(contextOf(), () => ({ minuteOfDay: null }));
    expect(await sql`select 1 from enforcement_proof_schedule`).toHaveLength(0);
  });
});
