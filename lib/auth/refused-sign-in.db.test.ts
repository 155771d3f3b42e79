import { and, asc, eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { appendRefusal, flushRefusals, listEndedRefusals, type Refusal } from "@/db/queries/audit/repeated-refusals";
import { auditEvent, repeatedRefusal } from "@/db/schema";
import { type AdminApiFixture, openAdminApiFixture, PUBLIC_URL } from "@/lib/admin-api/testing/admin-api-fixture";
import { mintSignInToken } from "@/lib/crypto/bearer-token";
import { SignInAttempts } from "./sign-in-attempts";
import { createSignInLink } from "./sign-in-link";
import { Browser } from "./testing/browser";

interface Told {
  refusal: string;
  repeats?: number;
  targets?: string[];
}

describe("sign-ins that are refused", () => {
  let fixture: AdminApiFixture;
  let attempts: SignInAttempts;
  let nowMs = 0;

  beforeAll(async () => {
    fixture = await openAdminApiFixture();
  });
  afterAll(async () => {
    const { token } = fixture.home.people.owner;
    const { body } = await fixture.call("GET", "/audit/verification", { token });
    expect(body).toMatchObject({ intact: true });
    await fixture.close();
  });
  beforeEach(async () => {
    nowMs = 0;
    attempts = new SignInAttempts(() => nowMs);
    await fixture.database.orm.delete(repeatedRefusal);
  });

  const orm = () => fixture.database.orm;
  const newLink = async (personId = fixture.home.people.owner.id) => {
    const link = await createSignInLink(orm(), personId, { ...fixture, publicUrl: PUBLIC_URL });
    return { id: link.id, token: link.url.reveal().split("#token=")[1] ?? "" };
  };

  async function show(token: string, address = "192.0.2.1"): Promise<Response> {
    const browser = new Browser({
      ...fixture,
      publicUrl: PUBLIC_URL,
      oidc: null,
      attempts,
      onRefusedSignIn: () => undefined,
    });
    const csrf = (await (await browser.send(`${PUBLIC_URL}/api/auth/csrf`)).json()) as { csrfToken: string };
    const headers = { "content-type": "application/json", "x-forwarded-for": address };
    const body = JSON.stringify({ ...csrf, token, json: "true" });
    return browser.send(`${PUBLIC_URL}/api/auth/callback/one-time-link`, { method: "POST", headers, body });
  }

  const eventsAbout = (targetId: string) =>
    orm()
      .select()
      .from(auditEvent)
      .where(and(eq(auditEvent.action, "session.refuse_sign_in"), eq(auditEvent.targetId, targetId)))
      .orderBy(asc(auditEvent.seq));

  /** Lets every window end now, and what came again be told. */
  async function endWindows(): Promise<void> {
    await orm()
      .update(repeatedRefusal)
      .set({ endsAt: new Date(0) });
    for (const id of await listEndedRefusals(orm())) await orm().transaction((run) => flushRefusals(run, id));
  }

  it("say why a link let nobody in, whose it was and from where", async () => {
    const { id, token } = await newLink();
    expect((await show(token)).status).toBe(200);
    expect((await show(token)).status).toBe(401);
    expect(await eventsAbout(id)).toMatchObject([
      {
        actorKind: "system",
        actorId: "sign-in",
        targetKind: "sign_in_link",
        clientAddress: "192.0.2.1",
        after: { refusal: "link_used", personId: fixture.home.people.owner.id },
      },
    ]);
  });

  it("are one event at once and one with the count when their time is over, also when many come at the same moment", async () => {
    const { id, token } = await newLink();
    await show(token);
    await Promise.all(Array.from({ length: 8 }, () => show(token)));
    expect(await eventsAbout(id)).toHaveLength(1);
    await Promise.all([endWindows(), endWindows()]);
    expect((await eventsAbout(id)).map((event) => event.after)).toEqual([
      expect.objectContaining({ refusal: "link_used" }),
      { refusal: "link_used", repeats: 7, since: expect.any(String), targets: [id] },
    ]);
    await show(token);
    expect(await eventsAbout(id)).toHaveLength(3);
  });

  it("tell of what came again before, when the next one comes", async () => {
    const [one, two] = [await newLink(), await newLink()];
    for (let count = 0; count < 3; count++) await show(one.token);
    await orm()
      .update(repeatedRefusal)
      .set({ endsAt: new Date(0) });
    for (let count = 0; count < 2; count++) await show(two.token);
    expect(await eventsAbout(one.id)).toMatchObject([{}, { after: { repeats: 1 } }]);
  });

  it("fill no log from invented addresses, and none is lost from the count", async () => {
    const refusal = (count: number): Refusal => ({
      actorKind: "system",
      actorId: "sign-in",
      action: "session.refuse_sign_in",
      targetKind: "identity",
      targetId: `flood ${count}`,
      reason: "not_allowed",
      details: {},
      toldBy: `192.0.2.${count} flood ${count}`,
      windowMs: 60_000,
      requestId: null,
      clientAddress: `192.0.2.${count % 250}`,
    });
    const floods = Array.from({ length: 300 }, (_, count) => refusal(count));
    await Promise.all(floods.map((one) => orm().transaction((run) => appendRefusal(run, fixture.home.id, one))));
    await endWindows();
    const rows = (await orm().select().from(auditEvent).where(eq(auditEvent.targetKind, "identity"))).filter((row) =>
      row.targetId.startsWith("flood"),
    );
    expect(rows.length).toBeLessThanOrEqual(22);
    const told = rows.map((row) => row.after as unknown as Told);
    expect(told.reduce((sum, { repeats }) => sum + (repeats ?? 1), 0)).toBe(300);
    const others = rows.filter((row) => row.clientAddress === null && "repeats" in (row.after ?? {}));
    expect(others.map((row) => (row.after as unknown as Told).targets?.length)).toEqual([20]);
  });

  it("write nothing about what never was a token", async () => {
    const before = await orm().$count(auditEvent);
    for (const token of ["", "ghl_x", "x".repeat(300)]) expect((await show(token)).status).toBe(401);
    expect(await orm().$count(auditEvent)).toBe(before);
    expect((await show(mintSignInToken().reveal())).status).toBe(401);
    expect(await eventsAbout("unknown")).toMatchObject([{ after: { refusal: "link_unknown" } }]);
  });

  it("come to an end: an address that failed sixty times waits, its link stays good, and nobody else is held up", async () => {
    for (let count = 0; count < 60; count++) expect((await show("ghl_x")).status).toBe(401);
    const { token } = await newLink();
    const late = await show(token);
    expect(late.status).toBe(429);
    expect(Number(late.headers.get("retry-after"))).toBe(60);
    expect(await late.json()).toEqual({ url: `${PUBLIC_URL}/sign-in?error=too_many_attempts` });
    expect((await show((await newLink()).token, "192.0.2.2")).status).toBe(200);
    nowMs = 60_000;
    expect((await show(token)).status).toBe(200);
  });

  it("do not count who comes in", async () => {
    for (let count = 0; count < 70; count++) expect((await show((await newLink()).token)).status).toBe(200);
  });
});
