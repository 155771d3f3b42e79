import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { enqueueNotice, type NewNotice } from "@/db/queries/notices/enqueue-notice";
import { addNoticeDestination } from "@/lib/admin/notices/add-notice-destination";
import { removeNoticeDestination } from "@/lib/admin/notices/remove-notice-destination";
import { retryNoticeDelivery } from "@/lib/admin/notices/retry-notice-delivery";
import { rotateNoticeSecret } from "@/lib/admin/notices/rotate-notice-secret";
import { testNoticeDestination } from "@/lib/admin/notices/test-notice-destination";
import { updateNoticeDestination } from "@/lib/admin/notices/update-notice-destination";
import { addNoticeDestinationInput, type NewNoticeDestination } from "@/lib/admin-api/schemas/notices";
import { type AdminApiFixture, openAdminApiFixture } from "@/lib/admin-api/testing/admin-api-fixture";
import { systemActor } from "@/lib/auth/actor";
import { newId } from "@/lib/crypto/new-id";
import { createHttpEgress } from "@/lib/egress/http-egress";
import type { Logger } from "@/lib/telemetry/logger";
import { attendNotices, NoticeSender } from "./attend-notices";
import { anyNotice } from "./testing/any-notice";
import { type Heard, openHookServer } from "./testing/hook-server";

describe("notices", () => {
  let fixture: AdminApiFixture;
  let hooks: Awaited<ReturnType<typeof openHookServer>>;
  const logged: string[] = [];
  const egress = createHttpEgress({ allow: ["127.0.0.1"] });

  const admin = () => ({ ...fixture.adminDeps, egress });
  const context = () => ({
    ...admin(),
    actor: systemActor(fixture.home.id, "test"),
    requestId: newId("req"),
    clientAddress: null,
  });
  const keep = (fields: Record<string, unknown>, message: string) =>
    void logged.push(JSON.stringify({ ...fields, message }));
  const logger: Logger = { error: keep, warn: keep, info: keep, debug: keep };
  const sender = () => new NoticeSender({ ...admin(), logger });
  const add = async (input: NewNoticeDestination) => {
    const parsed = addNoticeDestinationInput.parse(input);
    const { destination, secret } = await addNoticeDestination.run(context(), () => parsed);
    return { id: destination.id, secret: secret?.reveal() ?? "" };
  };
  const webhook = (path: string, more: object = {}) =>
    add({ kind: "webhook", name: path, url: `${hooks.origin}${path}`, ...more });
  const tell = (more: Partial<NewNotice> = {}) => enqueueNotice(fixture.database.orm, fixture.home.id, anyNotice(more));
  const dueNow = () => fixture.database.sql`update notice_delivery set next_at = now() where next_at is not null`;
  const round = async (one: NoticeSender) => {
    await one.look();
    await one.settled();
  };
  const states = async (destinationId: string) => {
    const rows = await fixture.database.sql`
      select state, attempts, answer_status, trouble from notice_delivery where destination_id = ${destinationId} order by id collate "C"`;
    return rows.map((row) => ({ ...row }));
  };
  const ids = (heard: readonly Heard[]) => heard.map(({ headers }) => headers["webhook-id"]);

  beforeAll(async () => {
    fixture = await openAdminApiFixture();
    hooks = await openHookServer();
  });
  beforeEach(async () => {
    hooks.heard.length = 0;
    hooks.answers.clear();
    await fixture.database.sql`update notice_destination set removed_at = now(), mails_people = false`;
    await fixture.database.sql`update notice_delivery set state = 'cancelled', next_at = null where state = 'waiting'`;
  });
  afterAll(async () => {
    await egress.close();
    await hooks.close();
    await fixture.close();
  });

  it("are told when the transaction they belong to is committed, and not when it is not", async () => {
    await webhook("/committed");
    const telling = fixture.database.orm.transaction(async (run) => {
      await enqueueNotice(
        run,
        fixture.home.id,
        anyNotice({ dedupeKey: "rolled back", audience: { roles: ["owner"] } }),
      );
      throw new Error("rolled back");
    });
    await expect(telling).rejects.toThrow("rolled back");
    await round(sender());
    expect(hooks.heard).toEqual([]);
    const { sql } = fixture.database;
    expect(await sql`select 1 from notice where dedupe_key = 'rolled back'`).toHaveLength(0);
  });

  it("reach a webhook that fails three times exactly once, under one id and a signature that verifies, whatever the number of processes", async () => {
    const { id, secret } = await webhook("/flaky");
    hooks.answers.set("/flaky", [500, 500, 500, 200]);
    const noticeId = await tell({ dedupeKey: "told once" });
    expect(await tell({ dedupeKey: "told once" })).toBeNull();
    const processes = [sender(), sender(), sender()];
    for (let tries = 0; tries < 6; tries++) {
      await Promise.all(processes.map(round));
      await dueNow();
    }
    expect(ids(hooks.heardAt("/flaky"))).toEqual([noticeId, noticeId, noticeId, noticeId]);
    expect(await states(id)).toEqual([{ state: "delivered", attempts: 4, answer_status: 200, trouble: null }]);
    const last = hooks.heardAt("/flaky").at(-1);
    const body = new Webhook(secret).verify(last?.body ?? "", (last?.headers ?? {}) as Record<string, string>);
    expect(body).toMatchObject({
      type: "alert.opened",
      data: { id: noticeId, severity: "critical", url: "https://gate.example.com/alerts/alt_1", team: null },
    });
  });

  it("wait longer after every failure and are given up in the end, until somebody tries again", async () => {
    const { id } = await webhook("/dead");
    hooks.answers.set("/dead", [503]);
    await tell();
    await round(sender());
    const { sql } = fixture.database;
    const [waiting] =
      await sql`select next_at > now() + interval '3 seconds' as later from notice_delivery where destination_id = ${id}`;
    expect(waiting?.later).toBe(true);
    await sql`update notice_delivery set attempts = 11 where destination_id = ${id}`;
    await dueNow();
    await round(sender());
    const dead = { state: "dead", attempts: 12, answer_status: 503, trouble: "It answered 503: no room" };
    expect(await states(id)).toEqual([dead]);
    await dueNow();
    await round(sender());
    expect(hooks.heardAt("/dead")).toHaveLength(2);
    hooks.answers.set("/dead", [200]);
    const [row] = await sql`select id from notice_delivery where destination_id = ${id}`;
    await retryNoticeDelivery.run(context(), () => ({ deliveryId: String(row?.id) }));
    await round(sender());
    expect(await states(id)).toEqual([{ state: "delivered", attempts: 1, answer_status: 200, trouble: null }]);
  });

  it("do not wait for a destination that hangs", async () => {
    await Promise.all([webhook("/hangs"), webhook("/well")]);
    hooks.answers.set("/hangs", [0]);
    await tell();
    const one = sender();
    await one.look();
    await expect.poll(() => [hooks.heardAt("/hangs").length, hooks.heardAt("/well").length]).toEqual([1, 1]);
    await tell();
    await expect
      .poll(async () => {
        await one.look();
        return hooks.heardAt("/well").length;
      })
      .toBe(2);
    expect(hooks.heardAt("/hangs")).toHaveLength(1);
  });

  it("go where they are routed: by topic, severity and team", async () => {
    const { homeTeamId, awayTeamId } = fixture.home;
    const all = await webhook("/all");
    await webhook("/latency", { topics: ["latency"] });
    await webhook("/critical", { leastSeverity: "critical" });
    await webhook("/home", { teamIds: [homeTeamId] });
    await tell({ topic: "latency", severity: "warning", teamId: awayTeamId });
    await tell({ topic: "error_rate", severity: "critical", teamId: homeTeamId });
    await tell({ topic: "dead_destination", severity: "info", audience: { exceptDestinations: [all.id] } });
    await round(sender());
    const heard = Object.fromEntries(
      ["/all", "/latency", "/critical", "/home"].map((path) => [path, hooks.heardAt(path).length]),
    );
    expect(heard).toEqual({ "/all": 2, "/latency": 1, "/critical": 1, "/home": 1 });
  });

  it("reach people in the portal: those meant, once, and neither who left nor who did it", async () => {
    const { people, homeTeamId } = fixture.home;
    await fixture.database.sql`update person set status = 'deactivated' where id = ${people.admin.id}`;
    await tell({
      dedupeKey: "people",
      title: "For people",
      audience: {
        personIds: [people.member.id, people.lead.id],
        roles: ["owner", "admin"],
        leadsOf: [homeTeamId],
        except: [people.member.id],
      },
    });
    await fixture.database.sql`update person set status = 'active' where id = ${people.admin.id}`;
    const inboxOf = async (token: string) =>
      (await fixture.call<{ items: { title: string }[]; unread: number }>("GET", "/me/notices?unread=true", { token }))
        .body;
    const titles = async (name: "owner" | "admin" | "lead" | "member") =>
      (await inboxOf(people[name].token)).items.map(({ title }) => title).filter((title) => title === "For people")
        .length;
    expect(await Promise.all([titles("owner"), titles("lead"), titles("admin"), titles("member")])).toEqual([
      1, 1, 0, 0,
    ]);
    const { token } = people.lead;
    await fixture.call("POST", "/me/notices/read", { token, body: { noticeIds: null } });
    expect(await inboxOf(token)).toMatchObject({ items: [], unread: 0 });
    expect((await inboxOf(people.owner.token)).unread).toBeGreaterThan(0);
  });

  it("are signed by the secret before too while a rotation overlaps, and by the new one alone afterwards", async () => {
    const { id, secret } = await webhook("/rotated");
    const rotated = await rotateNoticeSecret.run(context(), () => ({ destinationId: id, overlapSeconds: 3600 }));
    await tell();
    await round(sender());
    const verifies = (one: Heard | undefined, key: string) => {
      try {
        return new Webhook(key).verify(one?.body ?? "", (one?.headers ?? {}) as Record<string, string>) !== null;
      } catch {
        return false;
      }
    };
    const [first] = hooks.heard;
    expect([verifies(first, secret), verifies(first, rotated.secret.reveal())]).toEqual([true, true]);
    await fixture.database
      .sql`update notice_destination set previous_until = now() - interval '1 second' where id = ${id}`;
    await tell();
    await round(sender());
    const last = hooks.heard.at(-1);
    expect([verifies(last, secret), verifies(last, rotated.secret.reveal())]).toEqual([false, true]);
  });

  it("go to Slack as blocks of plain text that mention nobody, and the address is never shown", async () => {
    const url = `${hooks.origin}/services/T0/B0/slack-secret`;
    const { id } = await add({ kind: "slack", name: "incidents", url });
    await tell({ title: "<!channel> down", summary: "*a* & <https://evil.example|b>" });
    await round(sender());
    const [post] = hooks.heardAt("/services/T0/B0/slack-secret");
    const body = JSON.parse(post?.body ?? "{}");
    expect(body.text).toBe("&lt;!channel&gt; down: *a* &amp; &lt;https://evil.example|b&gt;");
    expect(JSON.stringify(body.blocks)).not.toContain("mrkdwn");
    expect(body.blocks.at(3).elements[0].url).toBe("https://gate.example.com/alerts/alt_1");
    const { token } = fixture.home.people.owner;
    const shown = await fixture.call<{ items: { id: string; place: string }[] }>("GET", "/notice-destinations", {
      token,
    });
    expect(shown.body.items.find((one) => one.id === id)?.place).toBe(`${hooks.origin}/…`);
  });

  it("keep secrets out of the database, the audit log, the logs and every answer", async () => {
    const url = `${hooks.origin}/services/T1/B1/kept-secret`;
    const slack = await add({ kind: "slack", name: "kept", url });
    const { id, secret } = await webhook("/kept");
    hooks.answers.set("/kept", [500]);
    hooks.answers.set("/services/T1/B1/kept-secret", [500]);
    await tell();
    await round(sender());
    await testNoticeDestination.run(context(), () => ({ destinationId: slack.id }));
    await rotateNoticeSecret.run(context(), () => ({ destinationId: id, overlapSeconds: 0 }));
    const { token } = fixture.home.people.owner;
    const answers = await Promise.all(
      ["/notice-destinations", "/notice-deliveries", "/audit?limit=200"].map((path) =>
        fixture.call<unknown>("GET", path, { token }),
      ),
    );
    const { sql } = fixture.database;
    const rows =
      await sql`select to_jsonb(d) as row from notice_destination d union all select to_jsonb(d) from notice_delivery d`;
    const everything = JSON.stringify([answers.map(({ body }) => body), rows]) + logged.join("");
    expect(logged.join("")).toContain("a notice was not delivered");
    for (const word of ["kept-secret", secret.slice("whsec_".length)]) expect(everything).not.toContain(word);
    await removeNoticeDestination.run(context(), () => ({ destinationId: id }));
    expect(await sql`select 1 from notice_destination where id = ${id} and sealed is null`).toHaveLength(1);
    expect((await states(id)).map((one) => one.state)).toEqual(["cancelled"]);
  });

  it("are refused a private network unless the operator allowed it, and a test says so", async () => {
    const inside = await add({ kind: "webhook", name: "inside", url: "https://127.0.0.2/hook" });
    const said = (destinationId: string) => testNoticeDestination.run(context(), () => ({ destinationId }));
    expect(await said(inside.id)).toMatchObject({
      taken: false,
      status: null,
      said: expect.stringContaining("GATEHOUSE_EGRESS_ALLOW"),
    });
    const { id } = await webhook("/tested");
    expect(await said(id)).toMatchObject({ taken: true, status: 200, said: "thanks" });
    expect(JSON.parse(hooks.heard[0]?.body ?? "{}").type).toBe("notice.test");
    await updateNoticeDestination.run(context(), () => ({ destinationId: id, paused: true }));
    await tell();
    expect(await states(id)).toEqual([]);
  });

  it("are sent by what runs in the background, by one process each", async () => {
    const { id } = await webhook("/attended");
    const attendants = [1, 2].map(() => attendNotices({ ...admin(), logger }));
    const noticeId = await tell();
    await expect.poll(async () => (await states(id))[0]?.state, { timeout: 10_000 }).toBe("delivered");
    await Promise.all(attendants.map((one) => one.stop()));
    expect(ids(hooks.heard)).toEqual([noticeId]);
  });
});
