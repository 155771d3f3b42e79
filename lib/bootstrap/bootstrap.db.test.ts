import { randomBytes } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Database, openDatabase } from "@/db/client";
import { consumeSignInLink } from "@/db/queries/sessions/sign-in-links";
import * as tables from "@/db/schema";
import { type FreshDatabase, freshDatabase } from "@/db/testing/fresh-database";
import { listProviders } from "@/lib/admin/providers/list-providers";
import { createKeyResolver } from "@/lib/auth/key-resolver";
import { resolveActor } from "@/lib/auth/resolve-actor";
import { credentialBinding } from "@/lib/crypto/credential-binding";
import { digestToken } from "@/lib/crypto/digest";
import { openKeyring } from "@/lib/crypto/keyring";
import type { Keyring } from "@/lib/crypto/keyring-contract";
import { Secret } from "@/lib/crypto/secret";
import { type BootstrapOptions, bootstrap } from "./bootstrap";
import { DEFAULT_MODELS } from "./default-catalog";
import { systemContext } from "./system-context";

const PLAIN: BootstrapOptions = { demo: false, embedded: true, bootstrapToken: null, providerKeys: {} };

describe("bootstrap", () => {
  let fresh: FreshDatabase;
  let database: Database;
  let keyring: Keyring;

  beforeEach(async () => {
    fresh = await freshDatabase();
    database = openDatabase(fresh.url, { poolSize: 2 });
    keyring = await openKeyring(database, { current: new Secret(randomBytes(32).toString("hex")), previous: null });
  });

  afterEach(async () => {
    await database.close();
    await fresh.close();
  });

  const start = (options: Partial<BootstrapOptions> = {}) => bootstrap({ database, keyring }, { ...PLAIN, ...options });
  const countOf = async (table: "organization" | "person" | "virtual_key" | "model" | "team") => {
    const [row] = await database.sql<{ n: number }[]>`select count(*)::int as n from ${database.sql(table)}`;
    return row?.n;
  };
  const verdictOf = async (key: Secret | undefined) => {
    const keys = createKeyResolver({ sql: database.sql, keyring });
    return (await keys.resolve(key?.reveal() ?? "")).kind;
  };

  it("makes an empty database ready to sign in to and to call", async () => {
    const first = await start();
    expect(first.created).toBe(true);
    expect(first.quickStart?.model).toBe("simulated-fast");
    expect(await verdictOf(first.quickStart?.key)).toBe("active");
    const digest = digestToken(first.ownerSignInToken?.reveal() ?? "", keyring.pepper);
    const [owner] = await database.orm.select().from(tables.person);
    expect(await consumeSignInLink(database.orm, digest)).toEqual({ personId: owner?.id });
    expect(await consumeSignInLink(database.orm, digest)).toBeNull();
  });

  it("founds one organization when two processes start at the same moment", async () => {
    const other = openDatabase(fresh.url, { poolSize: 2 });
    try {
      const both = await Promise.all([start(), bootstrap({ database: other, keyring }, PLAIN)]);
      expect(both.map((one) => one.created).sort()).toEqual([false, true]);
      expect(await countOf("organization")).toBe(1);
      expect(await countOf("virtual_key")).toBe(1);
      expect(await countOf("model")).toBe(DEFAULT_MODELS.length);
    } finally {
      await other.close();
    }
  });

  it("limits what it makes: a budget for organization and project, rates for the key", async () => {
    await start();
    const quotas = await database.orm.select().from(tables.quota);
    const terms = quotas.map((quota) => `${quota.scopeKind} ${quota.unit}/${quota.window} ${quota.limit}`).sort();
    expect(terms).toEqual([
      "key concurrent/now 32",
      "key requests/minute 600",
      "key tokens/minute 200000",
      "organization usd_micros/month 500000000",
      "project usd_micros/month 50000000",
    ]);
  });

  it("marks everything it prices as simulated", async () => {
    await start();
    const prices = await database.orm.select().from(tables.priceVersion);
    expect(prices.map((price) => price.source)).toEqual(prices.map(() => "simulated"));
    expect(prices.length).toBe(DEFAULT_MODELS.length);
    expect((await database.orm.select().from(tables.provider)).map((one) => one.simulated)).toEqual([true]);
  });

  it("shows a new link and a new key at every embedded start, and lets few of them pile up", async () => {
    const first = await start();
    const second = await start();
    expect(second.created).toBe(false);
    expect(second.ownerSignInToken).not.toBeNull();
    expect(await verdictOf(second.quickStart?.key)).toBe("active");
    expect(await verdictOf(first.quickStart?.key)).toBe("active");
    for (let starts = 0; starts < 6; starts++) await start();
    expect((await database.orm.select().from(tables.keySecret)).length).toBe(5);
    await database.sql`update key_secret set not_before = now() - interval '2 days', not_after = now() - interval '1 day'`;
    await start();
    expect((await database.orm.select().from(tables.keySecret)).length).toBe(1);
  });

  it("lets a quick-start secret live for a day and no longer", async () => {
    await start();
    const [secret] = await database.orm.select().from(tables.keySecret);
    const hours = ((secret?.notAfter?.getTime() ?? 0) - (secret?.notBefore.getTime() ?? 0)) / 3_600_000;
    expect(hours).toBeCloseTo(24, 1);
  });

  it("shows nothing at a later start on a database of the operator's own", async () => {
    const first = await start({ embedded: false });
    expect(first.ownerSignInToken).not.toBeNull();
    expect(await start({ embedded: false })).toEqual({ created: false, ownerSignInToken: null, quickStart: null });
  });

  it.each(["disabled", "revoked"] as const)("shows no key once the quick-start key is %s", async (status) => {
    await start();
    await database.orm.update(tables.virtualKey).set({ status });
    expect((await start()).quickStart).toBeNull();
  });

  it("shows no link once no owner is active", async () => {
    await start();
    await database.orm.update(tables.person).set({ status: "deactivated" });
    expect((await start()).ownerSignInToken).toBeNull();
  });

  it("gives the owner an API token of the operator's choice, on an empty database only", async () => {
    const call = (token: Secret) => {
      const headers = { authorization: `Bearer ${token.reveal()}` };
      const request = new Request("https://gate.example.com/api/admin/me", { headers });
      return resolveActor(request, { database, keyring, publicUrl: "https://gate.example.com", now: () => new Date() });
    };
    const token = new Secret(randomBytes(24).toString("hex"));
    await start({ bootstrapToken: token });
    expect(await call(token)).toMatchObject({ role: "owner", via: { kind: "api_token", scopes: ["*"] } });
    const late = new Secret(randomBytes(24).toString("hex"));
    await start({ bootstrapToken: late });
    await expect(call(late)).rejects.toMatchObject({ code: "unauthenticated" });
  });

  it("makes providers whose keys the environment holds ready to call, sealed and priced", async () => {
    const key = new Secret("sk-environment-0123456789-wxyz");
    const { quickStart } = await start({ providerKeys: { openai: key, nobody: new Secret("x") } });
    expect(quickStart?.model).toBe("simulated-fast");
    const [organization] = await database.orm.select().from(tables.organization);
    const context = systemContext({ database, keyring }, organization?.id ?? "");
    const providers = await listProviders.run(context, () => undefined);
    expect(providers.map((provider) => provider.adapter)).toEqual(["openai", "simulated"]);
    expect(providers[0]?.credentials[0]).toMatchObject({ last4: "wxyz", name: "From the environment" });
    const [row] = await database.orm.select().from(tables.credential);
    if (row === undefined) throw new Error("no credential");
    const opened = await keyring.unseal(row.sealed, credentialBinding(row.organizationId, row));
    expect(opened.reveal()).toBe(key.reveal());
    const unpriced = await database.sql`
      select d.upstream_model from deployment d left join price_version v
        on v.provider_id = d.provider_id and v.upstream_model = d.upstream_model where v.id is null`;
    expect(unpriced).toEqual([]);
  });

  it("begins the audit log with what it did", async () => {
    await start();
    const events = await database.orm
      .select()
      .from(tables.auditEvent)
      .where(eq(tables.auditEvent.actorId, "bootstrap"));
    const actions = new Set(events.map((event) => event.action));
    expect([...actions]).toEqual(
      expect.arrayContaining(["providers.create", "models.create", "teams.create", "keys.create", "quotas.set"]),
    );
  });
});
