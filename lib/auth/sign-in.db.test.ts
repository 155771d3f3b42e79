import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { shutOut } from "@/db/queries/people/end-access";
import { insertSession } from "@/db/queries/sessions/sessions";
import { holdActivePerson } from "@/db/queries/sessions/sign-in-links";
import { type SignInSettingsChange, writeSignInSettings } from "@/db/queries/sign-in/sign-in-settings";
import { person, session, signInLink } from "@/db/schema";
import { type AdminApiFixture, openAdminApiFixture, PUBLIC_URL } from "@/lib/admin-api/testing/admin-api-fixture";
import { handleAuthRequest } from "./auth-handler";
import { SignInAttempts } from "./sign-in-attempts";
import { createSignInLink } from "./sign-in-link";

describe("sign-in by one-time link", () => {
  let fixture: AdminApiFixture;

  beforeAll(async () => {
    fixture = await openAdminApiFixture();
  });

  afterAll(async () => {
    await fixture.close();
  });

  const auth = (path: string, init: RequestInit = {}, publicUrl = PUBLIC_URL) =>
    handleAuthRequest(new Request(`http://127.0.0.1:3000/api/auth${path}`, init), {
      database: fixture.database,
      keyring: fixture.keyring,
      publicUrl,
      oidc: null,
      attempts: new SignInAttempts(Date.now),
      onRefusedSignIn: () => undefined,
    });

  const newLink = async (personId = fixture.home.people.owner.id) => {
    const link = await createSignInLink(fixture.database.orm, personId, {
      keyring: fixture.keyring,
      publicUrl: PUBLIC_URL,
    });
    return { id: link.id, url: link.url.reveal(), token: link.url.reveal().split("#token=")[1] ?? "" };
  };

  /** What a browser does: fetch the CSRF token, then post the one-time token with it. */
  async function signIn(token: string, extra: Record<string, string> = {}, publicUrl = PUBLIC_URL) {
    const csrf = await auth("/csrf", {}, publicUrl);
    const cookie = cookiesOf(csrf).map(pairOf).join("; ");
    const { csrfToken } = (await csrf.json()) as { csrfToken: string };
    const body = JSON.stringify({ csrfToken, token, json: "true", ...extra });
    const headers = { "content-type": "application/json", cookie, "user-agent": "browser" };
    return auth("/callback/one-time-link", { method: "POST", headers, body }, publicUrl);
  }

  const cookiesOf = (response: Response) => response.headers.getSetCookie();
  const pairOf = (setCookie: string) => setCookie.split(";")[0] ?? "";
  const sessionCookie = (response: Response) => cookiesOf(response).find((one) => one.includes("session=")) ?? "";

  it("puts the token into the part of the address that reaches no server", async () => {
    const { url, token } = await newLink();
    expect(url).toBe(`${PUBLIC_URL}/sign-in/link#token=${token}`);
  });

  it("gives a cookie that carries a session and opens the management API", async () => {
    const answer = await signIn((await newLink()).token);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({ url: `${PUBLIC_URL}/` });
    const cookie = sessionCookie(answer);
    expect(cookie).toMatch(/^__Host-gatehouse\.session=/);
    for (const attribute of ["HttpOnly", "Secure", "SameSite=Lax", "Path=/"]) expect(cookie).toContain(attribute);
    expect(cookie).not.toContain("Domain");
    const me = await fixture.call<{ person: { id: string } }>("GET", "/me", { cookie: pairOf(cookie) });
    expect(me.body.person.id).toBe(fixture.home.people.owner.id);
  });

  it("uses plain names and no Secure on a plain http origin", async () => {
    const answer = await signIn((await newLink()).token, {}, "http://127.0.0.1:3000");
    expect(sessionCookie(answer)).toMatch(/^gatehouse\.session=/);
    expect(sessionCookie(answer)).not.toContain("Secure");
  });

  it("works once, also when two browsers try at the same moment", async () => {
    const { token } = await newLink();
    const answers = await Promise.all([signIn(token), signIn(token), signIn(token)]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 401, 401]);
    const again = await signIn(token);
    expect(again.status).toBe(401);
    expect(sessionCookie(again)).toBe("");
  });

  it("ends after 30 minutes", async () => {
    const { id, token } = await newLink();
    await fixture.database.orm
      .update(signInLink)
      .set({ expiresAt: new Date(Date.now() - 1) })
      .where(eq(signInLink.id, id));
    expect((await signIn(token)).status).toBe(401);
  });

  it("refuses a deactivated person, garbage, and a request without the CSRF cookie", async () => {
    const { id } = fixture.home.people.outsider;
    const { token } = await newLink(id);
    await fixture.database.orm.update(person).set({ status: "deactivated" }).where(eq(person.id, id));
    expect((await signIn(token)).status).toBe(401);
    for (const garbage of ["", "ghl_x", "' or 1=1", "x".repeat(10_000)]) {
      expect((await signIn(garbage)).status).toBe(401);
    }
    const good = await newLink();
    const headers = { "content-type": "application/json" };
    const body = JSON.stringify({ token: good.token, json: "true" });
    const bare = await auth("/callback/one-time-link", { method: "POST", headers, body });
    expect(sessionCookie(bare)).toBe("");
    expect((await signIn(good.token)).status).toBe(200);
  });

  it("leaves no session behind for somebody who is shut out at the same moment, even if they are let in again", async () => {
    const { id } = fixture.home.people.member;
    const { orm } = fixture.database;
    let leaving: Promise<unknown> | undefined;
    await orm.transaction(async (run) => {
      expect(await holdActivePerson(run, id)).not.toBeNull();
      leaving = orm.transaction((other) => shutOut(other, fixture.home.id, { personId: id, by: "provisioning" }));
      await Promise.race([leaving, new Promise((resolve) => setTimeout(resolve, 700))]);
      await insertSession(run, { id: "ses_meanwhile", personId: id, userAgent: null, hours: 1 });
    });
    await leaving;
    expect((await signIn((await newLink(id)).token)).status).toBe(401);
    await orm.update(person).set({ status: "active" }).where(eq(person.id, id));
    const alive = await orm.select().from(session).where(eq(session.personId, id));
    expect(alive.filter(({ revokedAt }) => revokedAt === null)).toEqual([]);
  });

  it("sends the browser nowhere but to the portal", async () => {
    const answer = await signIn((await newLink()).token, { callbackUrl: "https://evil.example.com/" });
    expect(await answer.json()).toEqual({ url: `${PUBLIC_URL}/` });
    const form = await auth("/signin?callbackUrl=https%3A%2F%2Fevil.example.com");
    expect(form.headers.get("location") ?? PUBLIC_URL).toMatch(new RegExp(`^${PUBLIC_URL}`));
  });

  it("lets what next-auth would draw as a page load nothing, post nowhere and stand in no frame", async () => {
    for (const path of ["/verify-request", "/signin", "/signout", "/error", "/csrf"]) {
      const policy = (await auth(path)).headers.get("content-security-policy") ?? "";
      for (const directive of ["default-src", "form-action", "frame-ancestors", "base-uri"]) {
        expect(policy.split("; ")).toContain(`${directive} 'none'`);
      }
    }
  });

  it("stops working the moment its row is revoked or over, whatever the cookie says", async () => {
    const cookie = pairOf(sessionCookie(await signIn((await newLink()).token)));
    const { body } = await fixture.call<{ session: { id: string } }>("GET", "/me", { cookie });
    const end = (change: object) =>
      fixture.database.orm.update(session).set(change).where(eq(session.id, body.session.id));
    await end({ expiresAt: new Date(Date.now() - 1) });
    expect((await fixture.call("GET", "/me", { cookie })).status).toBe(401);
    await end({ expiresAt: new Date(Date.now() + 60_000), revokedAt: new Date() });
    expect((await fixture.call("GET", "/me", { cookie })).status).toBe(401);
  });

  it("takes no cookie that was changed, made under another secret, or given twice", async () => {
    const cookie = pairOf(sessionCookie(await signIn((await newLink()).token)));
    expect((await fixture.call("GET", "/me", { cookie: `${cookie}x` })).status).toBe(401);
    expect((await fixture.call("GET", "/me", { cookie: `${cookie}; ${cookie}` })).status).toBe(401);
    expect((await fixture.call("GET", "/me", { cookie: "__Host-gatehouse.session=e30.e30" })).status).toBe(401);
  });

  it("tells nobody a name from the cookie alone, and signs out by next-auth too", async () => {
    const cookie = pairOf(sessionCookie(await signIn((await newLink()).token)));
    const shown = await (await auth("/session", { headers: { cookie } })).json();
    expect(Object.keys(shown as object)).toEqual(["expires"]);
    const csrf = await auth("/csrf");
    const { csrfToken } = (await csrf.json()) as { csrfToken: string };
    const cookies = [cookie, ...cookiesOf(csrf).map(pairOf)].join("; ");
    const headers = { "content-type": "application/json", cookie: cookies };
    await auth("/signout", { method: "POST", headers, body: JSON.stringify({ csrfToken, json: "true" }) });
    expect((await fixture.call("GET", "/me", { cookie })).status).toBe(401);
  });

  it("writes a sign-in into the audit log", async () => {
    await signIn((await newLink()).token);
    const token = fixture.home.people.owner.token;
    const { body } = await fixture.call<{ items: object[] }>("GET", "/audit?action=session.&limit=1", { token });
    expect(body.items[0]).toMatchObject({ action: "session.sign_in", actor: { kind: "person", name: "owner" } });
  });

  it("keeps sessions no longer than they are used, or than their role may last, by the settings of the moment", async () => {
    const cookie = pairOf(sessionCookie(await signIn((await newLink(fixture.home.people.member.id)).token)));
    const status = async () => (await fixture.call("GET", "/me", { cookie })).status;
    const { orm, sql } = fixture.database;
    const set = (change: SignInSettingsChange) => writeSignInSettings(orm, fixture.home.id, change);
    await sql`update session set last_seen_at = now() - interval '20 minutes'`;
    expect(await status()).toBe(200);
    await sql`update session set last_seen_at = now() - interval '20 minutes', created_at = now() - interval '90 minutes'`;
    await set({ idleMinutes: 15 });
    expect(await status()).toBe(401);
    await set({ idleMinutes: 480, memberHours: 1 });
    expect(await status()).toBe(401);
    await set({ memberHours: 168 });
    expect(await status()).toBe(200);
  });
});
