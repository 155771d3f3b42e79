import { desc, eq, like } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeSignInSettings } from "@/db/queries/sign-in/sign-in-settings";
import { auditEvent, claimRule, person, personIdentity, teamMember } from "@/db/schema";
import { WRONG_MODES } from "@/e2e/openid-provider/modes";
import { type Account, type OpenidProvider, startOpenidProvider } from "@/e2e/openid-provider/start-openid-provider";
import { type AdminApiFixture, openAdminApiFixture, PUBLIC_URL } from "@/lib/admin-api/testing/admin-api-fixture";
import { Secret } from "@/lib/crypto/secret";
import type { Egress } from "@/lib/egress/contract";
import { createHttpEgress } from "@/lib/egress/http-egress";
import type { AuthDeps } from "./auth-deps";
import { openOidc } from "./oidc/open-oidc";
import { redirectUriOf } from "./redirect-uri";
import { SignInAttempts } from "./sign-in-attempts";
import { createSignInLink } from "./sign-in-link";
import { Browser } from "./testing/browser";

type Me = { person: { id: string; email: string; role: string }; teams: { id: string; role: string }[] };

describe("sign-in with an OpenID provider", () => {
  let fixture: AdminApiFixture;
  let provider: OpenidProvider;
  let egress: Egress;
  let refusals: string[] = [];

  beforeAll(async () => {
    fixture = await openAdminApiFixture();
    provider = await startOpenidProvider([redirectUriOf(PUBLIC_URL)]);
    egress = createHttpEgress({ allow: [new URL(provider.issuer).host] });
    await writeSignInSettings(fixture.database.orm, fixture.home.id, { joining: "everyone" });
  });

  afterAll(async () => {
    await provider.stop();
    await egress.close();
    await fixture.close();
  });

  let clockMs = 0;
  /** Another clock for what is asked again after a while; nothing here waits. */
  const now = () => new Date(Date.now() + clockMs);

  function deps(allowed = egress): AuthDeps {
    const { issuer, clientId, clientSecret } = provider;
    const settings = { issuer, clientId, clientSecret: new Secret(clientSecret), name: null };
    return {
      database: fixture.database,
      keyring: fixture.keyring,
      publicUrl: PUBLIC_URL,
      oidc: openOidc(settings, { egress: allowed, now }),
      attempts: new SignInAttempts(Date.now),
      onRefusedSignIn: (refusal, detail) => refusals.push(`${refusal}: ${detail}`),
    };
  }

  let count = 0;
  const newAccount = (claims: Record<string, unknown> = {}): Account & { email: string } => {
    const [sub, email] = [`subject-${++count}`, `sso${count}@example.com`];
    return { sub, email, claims: { email, email_verified: true, name: `Somebody ${count}`, ...claims } };
  };

  /** Signs in as `account`; where the browser ends up, and who it then is. */
  async function signIn(account: Account, how: { deps?: AuthDeps; next?: string } = {}) {
    refusals = [];
    await provider.be(account);
    const browser = new Browser(how.deps ?? deps());
    const url = await browser.follow(await browser.begin(how.next));
    const cookie = browser.portalCookie("session");
    const me = cookie === "" ? null : (await fixture.call<Me>("GET", "/me", { cookie })).body;
    return { url, me, cookie, browser, error: new URL(url).searchParams.get("error") };
  }

  const audited = async (action: string) =>
    fixture.database.orm
      .select()
      .from(auditEvent)
      .where(like(auditEvent.action, action))
      .orderBy(desc(auditEvent.seq))
      .limit(1)
      .then((rows) => rows[0]);

  it("sends the browser there with PKCE, state and nonce, and nothing the address asked for", async () => {
    await provider.be(newAccount());
    const url = new URL(await new Browser(deps()).begin());
    const asked = Object.fromEntries(url.searchParams);
    expect(url.origin).toBe(provider.issuer);
    expect(asked).toMatchObject({
      client_id: "gatehouse",
      response_type: "code",
      redirect_uri: `${PUBLIC_URL}/api/auth/callback/oidc`,
      scope: "openid profile email groups",
      code_challenge_method: "S256",
    });
    for (const name of ["state", "nonce", "code_challenge"]) expect(asked[name]?.length).toBeGreaterThan(20);
  });

  it("makes a person of somebody new, known from then on by issuer and subject, and brings them to their page", async () => {
    const account = newAccount();
    const first = await signIn(account, { next: "/requests?outcome=refused" });
    expect(first.url).toBe(`${PUBLIC_URL}/requests?outcome=refused`);
    expect(first.me?.person).toMatchObject({ email: account.email, role: "member" });
    expect(await audited("people.join")).toMatchObject({ targetId: first.me?.person.id, actorId: "sign-in" });
    const renamed = { ...account, claims: { ...account.claims, email: "other@example.com", email_verified: false } };
    expect((await signIn(renamed)).me?.person.id).toBe(first.me?.person.id);
  });

  it("never sends a browser to another site", async () => {
    for (const next of [
      "https://evil.example.com/",
      "//evil.example.com",
      "/\\evil.example.com",
      "/api/auth/signout",
    ]) {
      expect((await signIn(newAccount(), { next })).url).toBe(`${PUBLIC_URL}/`);
    }
  });

  it("asks the provider only through egress", async () => {
    const strict = createHttpEgress({ allow: [] });
    await provider.be(newAccount());
    expect(await new Browser(deps(strict)).begin()).toBe(`${PUBLIC_URL}/sign-in?error=provider_unreachable`);
    expect(refusals[0]).toContain("GATEHOUSE_EGRESS_ALLOW");
    await strict.close();
  });

  it.each(WRONG_MODES)("refuses what the provider gets wrong: %s", async (mode) => {
    const account = newAccount();
    const { error, me } = await signIn({ ...account, mode });
    expect({ mode, error, me }).toEqual({ mode, error: "provider_wrong", me: null });
    expect(refusals).toHaveLength(1);
    const people = await fixture.database.orm.select().from(person).where(eq(person.email, account.email));
    expect(people).toEqual([]);
  });

  it("refuses a provider that speaks for another issuer", async () => {
    await provider.be({ ...newAccount(), mode: "discovery_of_another" });
    expect(await new Browser(deps()).begin()).toBe(`${PUBLIC_URL}/sign-in?error=provider_wrong`);
    expect(refusals.at(-1)).toContain("set OIDC_ISSUER to that");
  });

  it("follows a provider that rotates its keys", async () => {
    const same = deps();
    const account = newAccount();
    expect((await signIn(account, { deps: same })).me).not.toBeNull();
    clockMs += 60_000;
    expect((await signIn({ ...account, mode: "rotated" }, { deps: same })).me).not.toBeNull();
    clockMs = 0;
  });

  it("takes no answer of a sign-in that another browser began, or that comes twice", async () => {
    await provider.be(newAccount());
    const mine = new Browser(deps());
    const theirs = new Browser(deps());
    await mine.begin();
    const url = await theirs.begin();
    await theirs.follow(url);
    const callback = theirs.visited.find((visited) => visited.includes("/api/auth/callback/oidc?")) ?? "";
    for (const browser of [mine, theirs, new Browser(deps())]) {
      const before = browser.portalCookie("session");
      expect(await browser.follow(callback)).toMatch(/\/sign-in\?error=/);
      expect(browser.portalCookie("session")).toBe(before);
    }
  });

  it("says so when the person at the provider says no", async () => {
    const browser = new Browser(deps());
    await browser.begin();
    const denied = `${PUBLIC_URL}/api/auth/callback/oidc?error=access_denied&error_description=%3Cscript%3E`;
    expect(await browser.follow(denied)).toBe(`${PUBLIC_URL}/sign-in?error=Callback`);
  });

  describe("and people who are here already", () => {
    const invite = async (email: string, role = "member") => {
      const body = { email, name: "Invited", role };
      const { token } = fixture.home.people.owner;
      return (await fixture.call<{ person: { id: string } }>("POST", "/people", { token, body })).body.person.id;
    };

    it("finds them the first time by an address the provider has verified", async () => {
      const account = newAccount();
      const id = await invite(account.email.toUpperCase());
      expect((await signIn(account)).me?.person.id).toBe(id);
      expect(await audited("people.link_identity")).toMatchObject({ targetId: id });
    });

    it.each([false, undefined, null, 1, "yes"])("never by an unverified one: %s", async (email_verified) => {
      const account = newAccount({ email_verified });
      const id = await invite(account.email);
      await writeSignInSettings(fixture.database.orm, fixture.home.id, { joinUnverified: true });
      const { error, me } = await signIn(account);
      await writeSignInSettings(fixture.database.orm, fixture.home.id, { joinUnverified: false });
      expect({ error, me }).toEqual({ error: "email_unverified", me: null });
      expect(await audited("session.refuse_sign_in")).toMatchObject({ after: { refusal: "email_unverified" } });
      expect(await fixture.database.orm.select().from(personIdentity).where(eq(personIdentity.personId, id))).toEqual(
        [],
      );
    });

    it("refuses another subject under the same verified address, until an admin unlinks the old one", async () => {
      const account = newAccount();
      const id = await invite(account.email);
      await signIn(account);
      const impostor = { ...account, sub: `${account.sub}-changed` };
      expect(await signIn(impostor)).toMatchObject({ error: "other_identity", me: null });
      const { token } = fixture.home.people.admin;
      const shown = await fixture.call<{ items: { id: string }[] }>("GET", `/people/${id}/identities`, { token });
      const path = `/people/${id}/identities/${shown.body.items[0]?.id}/unlink`;
      expect((await fixture.call("POST", path, { token, body: {} })).status).toBe(200);
      expect((await signIn(impostor)).me?.person.id).toBe(id);
    });

    it("refuses somebody deactivated, and ends the sessions they have", async () => {
      const account = newAccount();
      const { me, cookie } = await signIn(account);
      const { token } = fixture.home.people.admin;
      await fixture.call("POST", `/people/${me?.person.id}/deactivate`, { token, body: {} });
      expect((await fixture.call("GET", "/me", { cookie })).status).toBe(401);
      for (const _ of [1, 2, 3]) expect(await signIn(account)).toMatchObject({ error: "deactivated", me: null });
      expect(await fixture.database.orm.$count(auditEvent, like(auditEvent.targetId, `% ${account.sub}`))).toBe(1);
    });
  });

  describe("and rules", () => {
    const rule = async (...rows: Partial<typeof claimRule.$inferInsert>[]) => {
      await fixture.database.orm.delete(claimRule);
      for (const [position, row] of rows.entries()) {
        const base = { organizationId: fixture.home.id, claim: "groups", operator: "is", position, value: "" } as const;
        await fixture.database.orm.insert(claimRule).values({ ...base, ...row });
      }
    };

    it("gives role and team by group, takes both away again, and reads them from the database on every use", async () => {
      const teamId = fixture.home.homeTeamId;
      await rule({ value: "auditors", role: "auditor" }, { value: "search", teamId, teamRole: "lead" });
      const account = newAccount({ groups: ["auditors", "search"] });
      const { me, cookie } = await signIn(account);
      expect(me?.person.role).toBe("auditor");
      expect(me?.teams).toEqual([expect.objectContaining({ id: teamId, role: "lead" })]);
      await signIn({ ...account, claims: { ...account.claims, groups: ["search"] } });
      const { body } = await fixture.call<Me>("GET", "/me", { cookie });
      expect(body.person.role).toBe("member");
      await signIn({ ...account, claims: { ...account.claims, groups: [] } });
      expect((await fixture.call<Me>("GET", "/me", { cookie })).body.teams).toEqual([]);
      expect(await audited("people.apply_rules")).toMatchObject({ targetId: me?.person.id });
    });

    it("leaves memberships that a person gave in the portal", async () => {
      const teamId = fixture.home.awayTeamId;
      await rule({ value: "away", teamId, teamRole: "member" });
      const account = newAccount({ groups: ["away"] });
      const { me } = await signIn(account);
      const { token } = fixture.home.people.owner;
      const path = `/teams/${teamId}/members/${me?.person.id}`;
      expect((await fixture.call("PATCH", path, { token, body: { role: "lead" } })).status).toBe(200);
      await signIn({ ...account, claims: { ...account.claims, groups: [] } });
      const rows = await fixture.database.orm.select().from(teamMember).where(eq(teamMember.teamId, teamId));
      expect(rows.find((row) => row.personId === me?.person.id)).toMatchObject({ role: "lead", grantedBy: "portal" });
    });

    it("never makes or unmakes an owner", async () => {
      await rule({ claim: "email", operator: "present", role: "auditor" });
      const { owner } = fixture.home.people;
      const account = newAccount({ email: `${owner.id}@example.com` });
      expect((await signIn(account)).me?.person).toMatchObject({ id: owner.id, role: "owner" });
    });

    it("let in only whom they give something, where joining is by rules", async () => {
      await writeSignInSettings(fixture.database.orm, fixture.home.id, { joining: "rules" });
      await rule({ claim: "email_domain", value: "example.com", role: "member" });
      expect((await signIn(newAccount())).me).not.toBeNull();
      const elsewhere = newAccount({ email: "a@example.org", email_domain: "example.com", scim_groups: ["x"] });
      expect(await signIn(elsewhere)).toMatchObject({ error: "not_allowed", me: null });
      await writeSignInSettings(fixture.database.orm, fixture.home.id, { joining: "nobody" });
      expect(await signIn(newAccount())).toMatchObject({ error: "not_allowed", me: null });
      await writeSignInSettings(fixture.database.orm, fixture.home.id, { joining: "everyone" });
      await rule();
    });
  });

  it("still lets an owner in by one-time link, and the audit log calls it breaking glass", async () => {
    const link = await createSignInLink(fixture.database.orm, fixture.home.people.owner.id, {
      ...fixture,
      publicUrl: PUBLIC_URL,
    });
    const browser = new Browser(deps());
    const csrf = (await (await browser.send(`${PUBLIC_URL}/api/auth/csrf`)).json()) as { csrfToken: string };
    const token = link.url.reveal().split("#token=")[1];
    const body = JSON.stringify({ ...csrf, token, json: "true" });
    const headers = { "content-type": "application/json" };
    const url = `${PUBLIC_URL}/api/auth/callback/one-time-link`;
    expect((await browser.send(url, { method: "POST", headers, body })).status).toBe(200);
    expect(browser.portalCookie("session")).not.toBe("");
    const personId = fixture.home.people.owner.id;
    const who = { actorKind: "break_glass", actorId: personId, personId };
    expect(await audited("session.sign_in")).toMatchObject({ ...who, after: { method: "one_time_link" } });
    const own = { cookie: browser.portalCookies, headers: { origin: PUBLIC_URL } };
    expect((await fixture.call("PATCH", "/organization", { ...own, body: { name: "Home" } })).status).toBe(200);
    expect(await audited("organization.update")).toMatchObject(who);
  });
});
