import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ExpiringItem, NoticePreferences, NoticeSettings } from "@/lib/admin-api/schemas/notices";
import {
  type AdminApiFixture,
  type CallerName,
  openAdminApiFixture,
  type Refusal,
} from "@/lib/admin-api/testing/admin-api-fixture";
import { sendDigests } from "./send-digests";
import { tellOfExpiry } from "./tell-of-expiry";

interface Told {
  title: string;
  severity: string;
  people: string[];
}

describe("what is told because of the date", () => {
  let fixture: AdminApiFixture;
  beforeAll(async () => {
    fixture = await openAdminApiFixture();
    // Everything the fixture made was made long ago, so that every mark lies in its life.
    await fixture.database.sql`update organization set expiry_notice_days = '{7,1}'`;
  });
  afterAll(async () => {
    expect(fixture.internalErrors).toEqual([]);
    await fixture.close();
  });

  function call<Body = Refusal>(method: string, path: string, caller: CallerName, body?: unknown) {
    const { token } = fixture.home.people[caller];
    return fixture.call<Body>(method, path, { token, ...(body === undefined ? {} : { body }) });
  }
  const sql = () => fixture.database.sql;
  const look = () => tellOfExpiry(fixture.database, new Date());
  const told = async (subjectId: string): Promise<Told[]> => {
    const rows = await sql()`
      select n.title, n.severity, array_agg(p.id) as people from notice n
        join notice_reader r on r.notice_id = n.id join person p on p.id = r.person_id
      where n.subject_id = ${subjectId} group by n.id, n.title, n.severity, n.created_at order by n.created_at, n.id`;
    return rows.map(({ title, severity, people }) => ({ title, severity, people }) as Told);
  };
  /** A key of a member, made 60 days ago, that ends in so many hours. */
  const keyEnding = async (hours: number) => {
    const { body } = await call<{ key: { id: string; name: string; secrets: { id: string }[] } }>(
      "POST",
      "/keys",
      "member",
      {
        projectId: fixture.home.projectId,
        name: `ends-${hours}`,
        allowedModels: [],
      },
    );
    const { id, secrets } = body.key;
    await sql()`update virtual_key set created_at = now() - interval '60 days', expires_at = now() + make_interval(hours => ${hours}) where id = ${id}`;
    await sql()`update key_secret set created_at = now() - interval '60 days' where key_id = ${id}`;
    return { id, secretId: secrets[0]?.id ?? "" };
  };

  it("is told a week before and a day before, each once, to its owner and the leads of its team and nobody else", async () => {
    const { id } = await keyEnding(6 * 24);
    const { lead, member } = fixture.home.people;
    await Promise.all([look(), look(), look()]);
    expect(await told(id)).toEqual([
      {
        title: 'Key "ends-144" expires in 6 days',
        severity: "info",
        people: expect.arrayContaining([lead.id, member.id]),
      },
    ]);
    expect((await told(id))[0]?.people).toHaveLength(2);
    expect(await look()).toBe(0);
    await sql()`update virtual_key set expires_at = expires_at - interval '125 hours' where id = ${id}`;
    await look();
    await look();
    expect((await told(id)).map(({ title, severity }) => `${severity}: ${title}`)).toEqual([
      'info: Key "ends-144" expires in 6 days',
      'warning: Key "ends-144" expires in 19 hours',
    ]);
  });

  it("is told only by the nearest mark when nobody looked before, and not of what is gone or was to end so soon", async () => {
    const [late, revoked, young, off] = [
      await keyEnding(5),
      await keyEnding(5),
      await keyEnding(24 * 3),
      await keyEnding(24 * 3),
    ];
    await call("POST", `/keys/${revoked.id}/revoke`, "owner");
    await sql()`update virtual_key set created_at = now() where id = ${young.id}`;
    await sql()`update virtual_key set expires_at = null where id = ${off.id}`;
    await look();
    expect((await told(late.id)).map(({ title }) => title)).toEqual(['Key "ends-5" expires in 5 hours']);
    for (const { id } of [revoked, young, off]) expect(await told(id)).toEqual([]);
  });

  it("covers secrets under rotation, models for a time, raises and tokens, each by its own words", async () => {
    const { id: keyId, secretId } = await keyEnding(24 * 300);
    await sql()`update key_secret set not_after = now() + interval '20 hours' where id = ${secretId}`;
    const soon = new Date(Date.now() + 20 * 3_600_000).toISOString();
    const given = await call<{ modelGrants: { id: string }[] }>("POST", `/keys/${keyId}/model-grants`, "owner", {
      models: ["*"],
      endsAt: soon,
    });
    const grantId = given.body.modelGrants[0]?.id ?? "";
    const scope = { kind: "team", id: fixture.home.homeTeamId };
    const quota = await call<{ id: string }>("POST", "/quotas", "owner", {
      scope,
      unit: "usd",
      window: "month",
      limit: "9",
    });
    const raise = await call("POST", `/quotas/${quota.body.id}/grants`, "owner", {
      amount: "5",
      endsAt: soon,
      reason: "A test.",
    });
    expect(raise.status).toBeLessThan(300);
    const [grant] = await sql()`select id from quota_grant where quota_id = ${quota.body.id}`;
    const raiseId = String(grant?.id);
    await sql()`update key_model_grant set created_at = now() - interval '30 days'`;
    await sql()`update quota_grant set created_at = now() - interval '30 days', starts_at = now() - interval '30 days'`;
    const [token] = await sql()`
      update api_token set name = 'CI', created_at = now() - interval '90 days', expires_at = now() + interval '20 hours'
      where person_id = ${fixture.home.people.neighbour.id} returning id`;
    await look();
    const titles = async (id: string) => (await told(id)).map(({ title }) => title);
    expect((await titles(secretId))[0]).toMatch(
      /^The secret of key "ends-7200" ending in .{4} stops working in 20 hours$/,
    );
    expect(await titles(grantId)).toEqual(['Every model for key "ends-7200" ends in 20 hours']);
    expect(await titles(raiseId)).toEqual(['The raise of a limit of "home" ends in 20 hours']);
    expect(await told(String(token?.id))).toEqual([
      { title: 'API token "CI" expires in 20 hours', severity: "warning", people: [fixture.home.people.neighbour.id] },
    ]);
    const mine = await call<{ items: ExpiringItem[] }>("GET", "/me/expiring", "lead");
    expect(mine.body.items.map(({ id }) => id)).toEqual(expect.arrayContaining([secretId, grantId, raiseId]));
    expect(mine.body.items.map(({ id }) => id)).not.toContain(String(token?.id));
    expect((await call<{ items: ExpiringItem[] }>("GET", "/me/expiring", "outsider")).body.items).toEqual([]);
  });

  it("follows the organization's marks, and none tells of nothing", async () => {
    const set = (expiryDays: number[]) => call<NoticeSettings>("PUT", "/notice-settings", "admin", { expiryDays });
    expect((await set([])).body.expiryDays).toEqual([]);
    const { id } = await keyEnding(24 * 12);
    await look();
    expect(await told(id)).toEqual([]);
    expect((await set([1, 14, 14])).body.expiryDays).toEqual([14, 1]);
    await look();
    expect(await told(id)).toHaveLength(1);
    expect((await call("PUT", "/notice-settings", "lead", { expiryDays: [] })).status).toBe(403);
  });

  describe("by mail", () => {
    const choose = (caller: CallerName, byMail: string, topic = "expiry") =>
      call<NoticePreferences & Refusal>("PUT", "/me/notice-preferences", caller, { topics: [{ topic, byMail }] });
    const mailsTo = async (personId: string) => {
      const rows = await sql()`
        select n.title, n.facts from notice_delivery d join notice n on n.id = d.notice_id
        where d.person_id = ${personId} order by d.id collate "C"`;
      return rows.map(({ title, facts }) => ({ title, facts }) as { title: string; facts: { value: string }[] });
    };
    beforeAll(async () => {
      await sql()`
        insert into notice_destination (id, organization_id, kind, name, settings, allowed_origin, mails_people)
        values ('ntd_1', ${fixture.home.id}, 'mail', 'Mail', '{"mail":{"host":"127.0.0.1","port":2525,"security":"none","username":null,"from":"a@b.example","to":[]}}'::jsonb, 'smtp://127.0.0.1:2525', true)`;
      await sql()`update organization set expiry_notice_days = '{7,1}'`;
    });

    it("is sent at once, gathered into one a day, or not at all, as each person chose; the portal shows it either way", async () => {
      const { lead, member, admin } = fixture.home.people;
      expect((await call<NoticePreferences>("GET", "/me/notice-preferences", "lead")).body).toMatchObject({
        mail: true,
      });
      expect((await choose("lead", "digest")).status).toBe(200);
      expect((await choose("admin", "none")).status).toBe(200);
      const [first, second] = [await keyEnding(30), await keyEnding(31)];
      await sql()`update virtual_key set owner_id = ${admin.id} where id = ${second.id}`;
      await look();
      const titles = async (personId: string) => (await mailsTo(personId)).map(({ title }) => title);
      expect(await titles(member.id)).toEqual([
        'Key "ends-30" expires in 30 hours',
        'Key "ends-31" expires in 31 hours',
      ]);
      expect(await titles(lead.id)).toEqual([]);
      expect(await titles(admin.id)).toEqual([]);
      for (const { id } of [first, second]) expect((await told(id))[0]?.people).toContain(lead.id);
      await Promise.all([sendDigests(fixture.database, 0), sendDigests(fixture.database, 0)]);
      await sendDigests(fixture.database, 0);
      const [digest, ...more] = await mailsTo(lead.id);
      expect(more).toEqual([]);
      expect(digest?.facts.map(({ value }) => value)).toEqual(
        expect.arrayContaining(['Key "ends-30" expires in 30 hours']),
      );
      expect(await titles(admin.id)).toEqual([]);
    });

    it("cannot be put off for what is about security", async () => {
      const refused = await choose("member", "none", "runaway_key");
      expect(refused.body.code).toBe("invalid_request");
      const mine = (await call<NoticePreferences>("GET", "/me/notice-preferences", "member")).body.topics;
      expect(mine.filter(({ fixed }) => fixed).map(({ topic, byMail }) => `${topic} ${byMail}`)).toEqual([
        "runaway_key now",
        "dead_destination now",
        "ledger_drift now",
      ]);
    });
  });
});
