import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { AlertFinding } from "@/db/queries/alerts/write-alert";
import { insertFlag } from "@/db/queries/runaway/write-flag";
import { acknowledgeAlert } from "@/lib/admin/alerts/acknowledge-alert";
import { resolveAlert } from "@/lib/admin/alerts/resolve-alert";
import { setAlertRule } from "@/lib/admin/alerts/set-alert-rule";
import { addNoticeDestination } from "@/lib/admin/notices/add-notice-destination";
import { addNoticeDestinationInput } from "@/lib/admin-api/schemas/notices";
import { type AdminApiFixture, openAdminApiFixture } from "@/lib/admin-api/testing/admin-api-fixture";
import { MatrixWorld } from "@/lib/admin-api/testing/matrix-world";
import { systemActor } from "@/lib/auth/actor";
import { newId } from "@/lib/crypto/new-id";
import { createLogger } from "@/lib/telemetry/logger";
import { lookAtRules } from "./attend-alerts";
import { settleFindings } from "./settle-findings";

describe("alerts", () => {
  let fixture: AdminApiFixture;
  let hookId: string;

  const context = () => ({
    ...fixture.adminDeps,
    actor: systemActor(fixture.home.id, "test"),
    requestId: newId("req"),
    clientAddress: null,
  });
  const look = () => lookAtRules({ admin: fixture.adminDeps, logger: createLogger("silent") });
  const dueNow = () => fixture.database.sql`update alert_rule set claimed_at = null`;
  const lookAgain = async () => {
    await dueNow();
    await look();
  };
  const alerts = async () => {
    const rows = await fixture.database.sql`
      select id, rule, subject_id, state, is_current, level, severity, changes from alert order by id collate "C"`;
    return rows.map((row) => ({ ...row }));
  };
  const told = async () => {
    const rows = await fixture.database.sql`
      select n.kind from notice_delivery d join notice n on n.id = d.notice_id where d.destination_id = ${hookId} order by n.id collate "C"`;
    return rows.map(({ kind }) => String(kind));
  };
  const finding = (more: Partial<AlertFinding> = {}): AlertFinding => ({
    subjectKind: "quota",
    subjectId: "quo_1",
    subjectName: "Budget of team “home” this month",
    teamId: fixture.home.homeTeamId,
    severity: "warning",
    level: 80,
    title: "Budget of team “home” this month is at 83%",
    summary: "$83.00 of $100.00 is used.",
    facts: [],
    linkPath: "/limits/quo_1",
    ...more,
  });
  const settle = (findings: AlertFinding[], measuredAt = new Date()) =>
    settleFindings(
      fixture.database,
      { organizationId: fixture.home.id, rule: "budget_threshold", measuredAt },
      findings,
    );
  const handle = async (verb: typeof acknowledgeAlert | typeof resolveAlert) => {
    const [row] = await alerts();
    return verb.run(context(), () => ({ alertId: String(row?.id), note: "On it" }));
  };

  beforeAll(async () => {
    fixture = await openAdminApiFixture();
  });
  beforeEach(async () => {
    const { sql } = fixture.database;
    await sql`update notice_destination set removed_at = now()`;
    for (const table of [
      "alert_change",
      "alert",
      "alert_rule",
      "notice",
      "runaway_flag",
      "request_record",
      "usage_hourly",
    ])
      await sql.unsafe(`delete from ${table}`);
    const input = addNoticeDestinationInput.parse({
      kind: "webhook",
      name: "hook",
      url: "https://hooks.example.com/in",
    });
    hookId = (await addNoticeDestination.run(context(), () => input)).destination.id;
  });
  afterAll(async () => {
    expect(fixture.internalErrors).toEqual([]);
    await fixture.close();
  });

  it("are one, told once, when several processes look at the same time, and see different things", async () => {
    const { keyId } = await new MatrixWorld(fixture, "owner").key();
    const flag = { keyId, kind: "loop", reason: "It sent one prompt 400 times.", detail: {} } as const;
    await insertFlag(fixture.database.orm, fixture.home.id, { id: newId("flg"), ...flag });
    await Promise.all([look(), look(), look()]);
    await Promise.all([lookAgain(), lookAgain()]);
    expect(await alerts()).toMatchObject([{ rule: "runaway_key", subject_id: keyId, state: "open", changes: 1 }]);
    expect(await told()).toEqual(["alert.opened"]);
    await Promise.all([1, 2, 3, 4].map(() => settle([finding()])));
    expect(await told()).toEqual(["alert.opened", "alert.opened"]);
    const before = new Date(Date.now() - 60_000);
    await settle([], before);
    expect((await alerts()).map(({ state }) => state)).toEqual(["open", "open"]);
  });

  it("are opened, acknowledged, end by themselves, and are the same again when they come back within a day", async () => {
    await settle([finding()]);
    await handle(acknowledgeAlert);
    await settle([finding({ summary: "$84.00 of $100.00 is used." })]);
    await settle([]);
    await settle([]);
    await settle([finding()]);
    expect(await alerts()).toMatchObject([{ state: "open", is_current: true, changes: 4 }]);
    expect(await told()).toEqual(["alert.opened", "alert.acknowledged", "alert.resolved", "alert.reopened"]);
    await settle([]);
    await fixture.database.sql`update alert set resolved_at = now() - interval '2 days'`;
    await settle([finding()]);
    expect((await alerts()).map(({ state, changes }) => [state, changes])).toEqual([
      ["resolved", 5],
      ["open", 1],
    ]);
  });

  it("stay resolved by a person while nothing changes, and open again when it has ended once or becomes worse", async () => {
    await settle([finding()]);
    await handle(resolveAlert);
    await settle([finding()]);
    expect(await alerts()).toMatchObject([{ state: "resolved", is_current: true, changes: 2 }]);
    await expect(handle(acknowledgeAlert)).rejects.toMatchObject({ code: "conflict" });
    await settle([finding({ level: 100, severity: "critical" })]);
    expect(await alerts()).toMatchObject([{ state: "open", level: 100, severity: "critical", changes: 3 }]);
    await handle(resolveAlert);
    await settle([]);
    expect(await alerts()).toMatchObject([{ state: "resolved", is_current: false }]);
    await settle([finding()]);
    expect(await alerts()).toMatchObject([{ state: "open", is_current: true }]);
    expect(await told()).toEqual(
      ["opened", "resolved", "escalated", "resolved", "reopened"].map((kind) => `alert.${kind}`),
    );
  });

  it("reach the leads of the team they concern, and everybody who runs the organization once they are critical", async () => {
    const { people } = fixture.home;
    const unread = async (name: "owner" | "lead" | "neighbour") =>
      (await fixture.call<{ unread: number }>("GET", "/me/notices", { token: people[name].token })).body.unread;
    await settle([finding()]);
    expect(await Promise.all([unread("lead"), unread("owner"), unread("neighbour")])).toEqual([1, 0, 0]);
    await settle([finding({ level: 100, severity: "critical" })]);
    expect(await Promise.all([unread("lead"), unread("owner"), unread("neighbour")])).toEqual([2, 1, 0]);
    const seenBy = async (name: "owner" | "member" | "neighbour") =>
      (await fixture.call<{ items: object[] }>("GET", "/alerts", { token: people[name].token })).body.items.length;
    await settle([finding(), finding({ subjectId: "quo_2", teamId: null })]);
    expect(await Promise.all([seenBy("owner"), seenBy("member"), seenBy("neighbour")])).toEqual([2, 1, 0]);
  });

  it("come from a quota that has passed its marks, by what is really used, and end when it is raised", async () => {
    const { quotaId } = await new MatrixWorld(fixture, "owner").quota();
    const { sql } = fixture.database;
    const use = (micros: number) => sql`
      insert into quota_bucket (quota_id, subject, window_start, settled)
      select ${quotaId}, '', starts, ${micros} from quota_window('month', 'UTC', now(), null, null)
      on conflict (quota_id, subject, window_start) do update set settled = excluded.settled`;
    const own = async () => (await alerts()).filter((row) => row.subject_id === quotaId);
    await use(7_900_000);
    await lookAgain();
    expect(await own()).toEqual([]);
    await use(8_500_000);
    await lookAgain();
    expect(await own()).toMatchObject([{ state: "open", level: 80, severity: "warning" }]);
    await use(10_000_000);
    await lookAgain();
    expect(await own()).toMatchObject([{ state: "open", level: 100, severity: "critical", changes: 2 }]);
    const [row] = await sql`select title, summary from alert where subject_id = ${quotaId}`;
    expect(row?.title).toMatch(/is used up$/);
    expect(row?.summary).toBe("$10.00 of $10.00 is used; calls are refused until it resets or is raised.");
    await sql`update quota set "limit" = 100000000 where id = ${quotaId}`;
    await lookAgain();
    expect(await own()).toMatchObject([{ state: "resolved", changes: 3 }]);
  });

  it("come from a provider at which every attempt fails, though another one answers the calls, until one gets through", async () => {
    const { providerId } = await new MatrixWorld(fixture, "owner").provider();
    const attempt = (outcome: string) => ({ providerId, providerName: "p", outcome, startedMs: 0, durationMs: 5 });
    const record = (outcome: string) => fixture.database.sql`
      insert into request_record (id, started_at, organization_id, route, dialect, streamed, outcome, http_status, usage_source, duration_ms, attempts, trace)
      values (${newId("req")}, now(), ${fixture.home.id}, '/chat/completions', 'openai', false, 'ok', 200, 'none', 5,
        ${JSON.stringify([attempt(outcome), { ...attempt("ok"), providerId: "prv_other" }])}::text::json, '[]')`;
    const down = async () => (await alerts()).filter((row) => row.rule === "provider_down");
    for (let calls = 0; calls < 4; calls++) await record("failed");
    await lookAgain();
    expect(await down()).toEqual([]);
    await record("failed");
    await lookAgain();
    expect(await down()).toMatchObject([{ subject_id: providerId, state: "open", severity: "critical" }]);
    await fixture.database.sql`update request_record set recorded_at = now() - interval '10 minutes'`;
    await lookAgain();
    expect(await down()).toMatchObject([{ state: "open" }]);
    await record("ok");
    await lookAgain();
    expect(await down()).toMatchObject([{ state: "resolved" }]);
  });

  it("come from models that fail or answer more slowly than in the week before", async () => {
    const hour = (model: string, hoursAgo: number, { failed, slot }: { failed: number; slot: number }) => fixture
      .database.sql`
      insert into usage_hourly (organization_id, hour, model_name, requests, ok, failed, ttft_histogram, duration_histogram)
      values (${fixture.home.id}, date_trunc('hour', now()) - make_interval(hours => ${hoursAgo}), ${model}, 100, ${100 - failed}, ${failed},
        array_fill(0::bigint, array[27]), (select array_agg(case when n = ${slot} then 100 else 0 end order by n) from generate_series(1, 27) n))`;
    for (const hoursAgo of [2, 30, 60]) {
      await hour("steady", hoursAgo, { failed: 2, slot: 12 });
      await hour("fails", hoursAgo, { failed: 2, slot: 12 });
      await hour("slow", hoursAgo, { failed: 2, slot: 12 });
    }
    await hour("steady", 0, { failed: 3, slot: 12 });
    await hour("fails", 0, { failed: 20, slot: 12 });
    await hour("slow", 0, { failed: 2, slot: 18 });
    await lookAgain();
    const found = (await alerts()).map(({ rule, subject_id, severity }) => [rule, subject_id, severity]);
    expect(found.toSorted()).toEqual([
      ["error_rate", "fails", "warning"],
      ["latency", "slow", "warning"],
    ]);
    const off = { rule: "latency", enabled: false, settings: { times: 2, leastMs: 500, leastCalls: 20 } } as const;
    await setAlertRule.run(context(), () => off);
    await lookAgain();
    expect((await alerts()).find((row) => row.rule === "latency")).toMatchObject({ state: "resolved" });
  });

  it("come from a destination where deliveries were given up, told to every other one", async () => {
    const input = addNoticeDestinationInput.parse({
      kind: "webhook",
      name: "dead",
      url: "https://dead.example.com/in",
    });
    const { destination } = await addNoticeDestination.run(context(), () => input);
    await settle([finding()]);
    const { sql } = fixture.database;
    await sql`update notice_delivery set state = 'dead', next_at = null, ended_at = now(), trouble = 'It answered 503: no room' where destination_id = ${destination.id}`;
    await lookAgain();
    expect((await alerts()).at(-1)).toMatchObject({
      rule: "dead_destination",
      subject_id: destination.id,
      state: "open",
    });
    // The budget alert was made up, so looking ended it.
    expect(await told()).toEqual(["alert.opened", "alert.resolved", "alert.opened"]);
    expect(await sql`select 1 from notice_delivery where destination_id = ${destination.id}`).toHaveLength(2);
    await sql`update notice_delivery set state = 'delivered', next_at = null, ended_at = now() where destination_id = ${destination.id}`;
    await lookAgain();
    expect((await alerts()).at(-1)).toMatchObject({ rule: "dead_destination", state: "resolved" });
  });

  it("come from a quota that did not say what the ledger says", async () => {
    const { quotaId } = await new MatrixWorld(fixture, "owner").quota();
    await fixture.database.sql`
      insert into quota_check (quota_id, subject, window_start, drift, drifts, drifted_at) values (${quotaId}, '', now(), 5, 1, now())`;
    await lookAgain();
    expect(await alerts()).toMatchObject([{ rule: "ledger_drift", severity: "critical", state: "open" }]);
    await fixture.database.sql`update quota_check set drifted_at = now() - interval '2 days'`;
    await lookAgain();
    expect(await alerts()).toMatchObject([{ rule: "ledger_drift", state: "resolved" }]);
  });
});
