import { createHmac } from "node:crypto";
import { readFile, rm } from "node:fs/promises";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { addDestination } from "@/lib/admin/audit/add-destination";
import { removeDestination } from "@/lib/admin/audit/remove-destination";
import { setCheckpointSchedule } from "@/lib/admin/audit/set-checkpoint-schedule";
import { takeCheckpoint } from "@/lib/admin/audit/take-checkpoint";
import { verifyAudit } from "@/lib/admin/audit/verify-audit";
import type { AdminDeps } from "@/lib/admin/context";
import type { AddDestinationInput } from "@/lib/admin-api/schemas/audit-evidence";
import { type AdminApiFixture, openAdminApiFixture } from "@/lib/admin-api/testing/admin-api-fixture";
import { systemActor } from "@/lib/auth/actor";
import { newId } from "@/lib/crypto/new-id";
import { createHttpEgress } from "@/lib/egress/http-egress";
import { signV4 } from "@/lib/sign-v4";
import { createLogger } from "@/lib/telemetry/logger";
import { attendCheckpoints, deliverDue } from "./attend-checkpoints";
import { type SignedCheckpoint, verifyCheckpoint } from "./document/checkpoint-document";

interface Heard {
  method: string;
  url: string;
  headers: IncomingMessage["headers"];
  body: string;
}

describe("audit evidence", () => {
  let fixture: AdminApiFixture;
  let admin: AdminDeps;
  let origin: string;
  let answer = 200;
  const heard: Heard[] = [];
  const folder = join(tmpdir(), `gatehouse-audit-${process.pid}`);
  const egress = createHttpEgress({ allow: ["127.0.0.1"] });
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on("end", () => {
      heard.push({ method: request.method ?? "", url: request.url ?? "", headers: request.headers, body });
      response.writeHead(answer).end(answer === 200 ? "" : "no room");
    });
  });

  const context = () => ({
    ...admin,
    actor: systemActor(fixture.home.id, "test"),
    requestId: newId("req"),
    clientAddress: null,
  });
  const deps = () => ({ admin, folder, logger: createLogger("silent") });
  const add = (input: AddDestinationInput) => addDestination.run(context(), () => input);
  const take = () => takeCheckpoint.run(context(), () => undefined);
  const verify = () => verifyAudit.run(context(), () => undefined);
  const tamper = async (statement: string) => {
    const { sql } = fixture.database;
    for (const table of ["audit_event", "audit_checkpoint"])
      await sql.unsafe(`alter table ${table} disable trigger user`);
    await sql.unsafe(statement);
    for (const table of ["audit_event", "audit_checkpoint"])
      await sql.unsafe(`alter table ${table} enable trigger user`);
  };
  const dueNow = () => fixture.database.sql`update audit_delivery set next_at = now() where next_at is not null`;

  beforeAll(async () => {
    fixture = await openAdminApiFixture();
    const { database, keyring } = fixture;
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    admin = { ...fixture.adminDeps, database, keyring, egress };
  });
  beforeEach(async () => {
    heard.length = 0;
    answer = 200;
    await fixture.database.sql`update audit_destination set removed_at = now()`;
    await fixture.database.sql`update audit_delivery set next_at = null`;
  });
  afterAll(async () => {
    await new Promise((resolve) => server.close(resolve));
    await egress.close();
    await fixture.close();
    await rm(folder, { recursive: true, force: true });
  });

  it("a checkpoint goes to a file as a line that verifies by itself", async () => {
    await add({ kind: "file", name: "disk" });
    const taken = [await take(), await take()];
    await deliverDue(deps());
    const text = await readFile(join(folder, `${fixture.home.id}.jsonl`), "utf8");
    const lines = text
      .trim()
      .split("\n")
      .map((line) => verifyCheckpoint(JSON.parse(line), taken[0]?.publicKey));
    expect(lines.map(({ document }) => document?.seq)).toEqual(taken.map(({ seq }) => seq));
    expect(
      verifyCheckpoint(JSON.parse(text.split("\n")[0]?.replace(/"seq":\d+/, '"seq":99') ?? "")).document,
    ).toBeNull();
  });

  it("a checkpoint goes to a webhook, signed as Standard Webhooks says, and comes again until it is taken", async () => {
    const { secret } = await add({ kind: "webhook", name: "siem", url: `${origin}/hook` });
    await take();
    answer = 503;
    await deliverDue(deps());
    const [waiting] = await fixture.database.sql`select attempts, trouble from audit_delivery where next_at > now()`;
    expect(waiting).toMatchObject({ attempts: 1, trouble: "It answered 503: no room" });
    answer = 200;
    await deliverDue(deps());
    expect(heard).toHaveLength(1);
    await dueNow();
    await deliverDue(deps());
    await deliverDue(deps());
    expect(heard).toHaveLength(2);
    const [first, last] = heard;
    expect(last?.headers["webhook-id"]).toBe(first?.headers["webhook-id"]);
    const { headers, body }: Pick<Heard, "headers" | "body"> = last ?? { headers: {}, body: "" };
    const key = Buffer.from(secret?.reveal().slice("whsec_".length) ?? "", "base64");
    const signed = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${body}`;
    expect(headers["webhook-signature"]).toBe(`v1,${createHmac("sha256", key).update(signed).digest("base64")}`);
    expect(verifyCheckpoint((JSON.parse(body) as { data: SignedCheckpoint }).data).verdict.kind).toBe("valid");
  });

  it("a checkpoint goes to an object store as an object that replaces nothing", async () => {
    const key = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY" };
    const store = { region: "eu-central-1", bucket: "evidence", prefix: "gate/house " } as const;
    await add({ kind: "object_store", name: "store", endpoint: origin, ...store, ...key });
    const { seq, id } = await take();
    await deliverDue(deps());
    const [put] = heard;
    expect(put).toMatchObject({ method: "PUT", headers: { "if-none-match": "*" } });
    expect(put?.url).toBe(`/evidence/gate/house%20${fixture.home.id}/${String(seq).padStart(12, "0")}-${id}.json`);
    const sent = put?.headers["x-amz-date"]?.toString() ?? "";
    const nowMs = Date.parse(sent.replace(/(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z/, "$1-$2-$3T$4:$5:$6Z"));
    const request = {
      method: "PUT",
      url: `${origin}${put?.url}`,
      headers: { "content-type": "application/json", "if-none-match": "*" },
      body: put?.body ?? "",
    };
    expect(put?.headers.authorization).toBe(
      signV4(request, key, { region: "eu-central-1", service: "s3", nowMs }).authorization,
    );
    await take();
    answer = 412;
    await deliverDue(deps());
    expect(await fixture.database.sql`select 1 from audit_delivery where next_at is not null`).toHaveLength(0);
  });

  it("keeps secrets of destinations sealed, logs them by fingerprint, and forgets them when one is removed", async () => {
    const { id, secret } = await add({ kind: "webhook", name: "kept", url: `${origin}/hook` });
    const plain = secret?.reveal() ?? "";
    const everything = async () =>
      JSON.stringify(await fixture.database.sql`select to_jsonb(d) as row from audit_destination d`) +
      JSON.stringify(await fixture.database.sql`select to_jsonb(e) as row from audit_event e`);
    expect(plain).toMatch(/^whsec_/);
    expect(await everything()).not.toContain(plain.slice(6));
    const [event] = await fixture.database.sql`select after from audit_event where target_id = ${id}`;
    expect(event?.after.secret).toMatch(/^[0-9a-f]{12}$/);
    await take();
    await removeDestination.run(context(), () => ({ destinationId: id }));
    await deliverDue(deps());
    expect(heard).toEqual([]);
    expect(
      await fixture.database.sql`select 1 from audit_destination where id = ${id} and sealed is null`,
    ).toHaveLength(1);
  });

  it("is taken once when it comes due, whatever the number of processes, and not while nothing happens", async () => {
    const { sql } = fixture.database;
    const count = async () => Number((await sql`select count(*) as n from audit_checkpoint`)[0]?.n);
    const before = await count();
    await setCheckpointSchedule.run(context(), () => ({ everyMinutes: 5 }));
    const attendants = [1, 2, 3].map(() => attendCheckpoints(deps()));
    await expect.poll(count, { timeout: 15_000 }).toBe(before + 1);
    await sql`update audit_checkpoint_schedule set last_taken_at = now() - interval '1 hour'`;
    await expect
      .poll(
        async () =>
          (await sql`select 1 from audit_checkpoint_schedule where last_taken_at > now() - interval '1 minute'`).length,
        { timeout: 15_000 },
      )
      .toBe(1);
    await Promise.all(attendants.map((one) => one.stop()));
    expect(await count()).toBe(before + 1);
    await setCheckpointSchedule.run(context(), () => ({ everyMinutes: null }));
  });

  it("cannot be changed or taken back in the database", async () => {
    await take();
    for (const statement of [
      "update audit_checkpoint set seq = 1",
      "delete from audit_checkpoint",
      "truncate audit_checkpoint cascade",
    ]) {
      await expect(fixture.database.sql.unsafe(statement)).rejects.toThrow(/append-only/);
    }
  });

  it("sees a cut-off end and a forged checkpoint", async () => {
    await take();
    expect(await verify()).toMatchObject({ intact: true, forgedCheckpoints: 0 });
    await tamper(
      "update audit_checkpoint set document = jsonb_set(document, '{seq}', '1') where seq = (select max(seq) from audit_checkpoint)",
    );
    expect(await verify()).toMatchObject({ intact: false, forgedCheckpoints: 1 });
    await tamper("delete from audit_checkpoint where (document->>'seq')::int = 1 and seq > 1");
    const { seq } = await take();
    await tamper(`delete from audit_event where seq >= ${seq}`);
    expect(await verify()).toMatchObject({ intact: false, firstBadSeq: seq, problem: "end_cut_off" });
  });
});
