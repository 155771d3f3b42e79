import { randomBytes } from "node:crypto";
import { createServer, type Server, type Socket } from "node:net";
import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Database, openDatabase } from "@/db/client";
import { keySecret, organization, person, project, team, virtualKey } from "@/db/schema";
import { type FreshDatabase, freshDatabase } from "@/db/testing/fresh-database";
import { digestToken } from "@/lib/crypto/digest";
import { newId } from "@/lib/crypto/new-id";
import { mintVirtualKeySecret, newPublicId } from "@/lib/crypto/virtual-key";
import { createKeyResolver, type KeyResolver } from "./key-resolver";

const keyring = { pepper: randomBytes(32) };
const MINUTE_MS = 60_000;

describe("key resolver", () => {
  let fresh: FreshDatabase;
  let database: Database;
  let counted: { sql: Database["sql"]; count: number };
  let offsetMs: number;
  let keys: KeyResolver;

  beforeAll(async () => {
    fresh = await freshDatabase();
    database = openDatabase(fresh.url);
    await database.orm.insert(organization).values({ id: "org_1", name: "One" });
    await database.orm.insert(team).values({ id: "team_1", organizationId: "org_1", name: "Search" });
    await database.orm
      .insert(project)
      .values({ id: "prj_1", organizationId: "org_1", teamId: "team_1", name: "Ranking" });
  });

  beforeEach(() => {
    offsetMs = 0;
    counted = counting(database.sql);
    keys = createKeyResolver({ sql: counted.sql, keyring, clock: () => Date.now() + offsetMs });
  });

  afterEach(() => keys.close());

  afterAll(async () => {
    await database.close();
    await fresh.close();
  });

  async function newKey(secret: Partial<typeof keySecret.$inferInsert> = {}) {
    const id = newId("key");
    const publicId = newPublicId();
    await database.orm
      .insert(virtualKey)
      .values({ id, organizationId: "org_1", projectId: "prj_1", publicId, name: "app", allowedModels: ["*"] });
    return { id, publicId, ...(await newSecret(id, publicId, secret)) };
  }

  async function newSecret(keyId: string, publicId: string, secret: Partial<typeof keySecret.$inferInsert> = {}) {
    const full = mintVirtualKeySecret(publicId).reveal();
    const secretId = newId("sec");
    await database.orm.insert(keySecret).values({
      id: secretId,
      keyId,
      digest: digestToken(full, keyring.pepper),
      pepperVersion: 1,
      last4: full.slice(-4),
      ...secret,
    });
    return { full, secretId };
  }

  it("tells who calls, and asks the database once", async () => {
    const key = await newKey();
    expect(await keys.resolve(key.full)).toEqual({
      kind: "active",
      caller: {
        organizationId: "org_1",
        teamId: "team_1",
        teamName: "Search",
        projectId: "prj_1",
        projectName: "Ranking",
        keyId: key.id,
        keyName: "app",
        keyPublicId: key.publicId,
        secretId: key.secretId,
        ownerId: null,
        tags: [],
        mayAttribute: false,
        allowedModels: ["*"],
        expiresAt: null,
      },
    });
    expect(await keys.resolve(key.full)).toMatchObject({ kind: "active" });
    expect(counted.count).toBe(1);
  });

  it("answers garbage without asking the database", async () => {
    const { full } = await newKey();
    for (const text of [
      "",
      "sk-1",
      "' or 1=1 --",
      `${full}x`,
      full.slice(0, -1),
      `${full.slice(0, -1)}!`,
      "\0".repeat(99),
    ]) {
      expect(await keys.resolve(text)).toEqual({ kind: "unknown" });
    }
    expect(counted.count).toBe(0);
  });

  it("does not take another secret with the same public id for the key", async () => {
    const key = await newKey();
    await keys.resolve(key.full);
    expect(await keys.resolve(mintVirtualKeySecret(key.publicId).reveal())).toEqual({ kind: "unknown" });
  });

  it("asks once for many calls with the same new key", async () => {
    const key = await newKey();
    const verdicts = await Promise.all(Array.from({ length: 50 }, () => keys.resolve(key.full)));
    expect(verdicts.every((verdict) => verdict.kind === "active")).toBe(true);
    expect(counted.count).toBe(1);
  });

  it("refuses a revoked key even when the look-up is cached, after invalidate", async () => {
    const key = await newKey();
    expect(await keys.resolve(key.full)).toMatchObject({ kind: "active" });
    await database.orm.update(virtualKey).set({ status: "revoked" }).where(eq(virtualKey.id, key.id));
    keys.invalidate();
    expect(await keys.resolve(key.full)).toMatchObject({ kind: "revoked", caller: { keyId: key.id } });
  });

  it("does not let a call after invalidate join a question asked before it", async () => {
    const key = await newKey();
    const before = keys.resolve(key.full);
    keys.invalidate();
    await Promise.all([before, keys.resolve(key.full)]);
    expect(counted.count).toBe(2);
  });

  it("tells disabled, revoked and expired apart, and an archived project disables its keys", async () => {
    const disabled = await newKey();
    await database.orm.update(virtualKey).set({ status: "disabled" }).where(eq(virtualKey.id, disabled.id));
    const revokedSecret = await newKey({ revokedAt: new Date() });
    const expired = await newKey({ notBefore: new Date(0), notAfter: new Date(1) });
    expect(await keys.resolve(disabled.full)).toMatchObject({ kind: "disabled" });
    expect(await keys.resolve(revokedSecret.full)).toMatchObject({ kind: "revoked" });
    expect(await keys.resolve(expired.full)).toMatchObject({ kind: "expired" });
    const active = await newKey();
    await database.orm.update(project).set({ archivedAt: new Date() }).where(eq(project.id, "prj_1"));
    expect(await keys.resolve(active.full)).toMatchObject({ kind: "disabled" });
    await database.orm.update(project).set({ archivedAt: null }).where(eq(project.id, "prj_1"));
  });

  it("suspends what a deactivated person owns, and lets it work again when they are back", async () => {
    const key = await newKey();
    const named = { organizationId: "org_1", email: "left@example.com", name: "Left", role: "member" } as const;
    await database.orm.insert(person).values({ ...named, id: "per_left" });
    await database.orm.update(virtualKey).set({ ownerId: "per_left" }).where(eq(virtualKey.id, key.id));
    for (const [status, kind] of [
      ["deactivated", "suspended"],
      ["active", "active"],
    ] as const) {
      await database.orm.update(person).set({ status });
      keys.invalidate();
      expect(await keys.resolve(key.full)).toMatchObject({ kind });
    }
  });

  it("lets both secrets in during the overlap of a rotation, and only the new one after it, without asking again", async () => {
    const key = await newKey({ notAfter: new Date(Date.now() + 5 * MINUTE_MS) });
    const rotated = await newSecret(key.id, key.publicId);
    expect(await keys.resolve(key.full)).toMatchObject({ kind: "active", caller: { secretId: key.secretId } });
    expect(await keys.resolve(rotated.full)).toMatchObject({ kind: "active", caller: { secretId: rotated.secretId } });
    offsetMs = 6 * MINUTE_MS;
    expect(await keys.resolve(key.full)).toMatchObject({ kind: "expired" });
    expect(await keys.resolve(rotated.full)).toMatchObject({ kind: "active" });
  });

  it("remembers misses for 5 s and drops them on invalidate", async () => {
    const unknown = mintVirtualKeySecret(newPublicId()).reveal();
    await keys.resolve(unknown);
    await keys.resolve(unknown);
    expect(counted.count).toBe(1);
    keys.invalidate();
    await keys.resolve(unknown);
    expect(counted.count).toBe(2);
    offsetMs = 5_001;
    await keys.resolve(unknown);
    expect(counted.count).toBe(3);
  });

  it("never remembers more misses than its bound, so a flood of invented keys evicts only itself", async () => {
    const bounded = createKeyResolver({ sql: counted.sql, keyring, maxMisses: 3 });
    const good = await newKey();
    await bounded.resolve(good.full);
    const invented = Array.from({ length: 4 }, () => mintVirtualKeySecret(newPublicId()).reveal());
    for (const one of invented) await bounded.resolve(one);
    expect(counted.count).toBe(5);
    for (const one of invented.slice(1)) await bounded.resolve(one);
    await bounded.resolve(good.full);
    expect(counted.count).toBe(5);
    await bounded.resolve(invented[0] ?? "");
    expect(counted.count).toBe(6);
    await bounded.close();
  });

  it("notes when a secret was last used", async () => {
    const key = await newKey();
    await keys.resolve(key.full);
    await keys.flush();
    const [row] = await database.orm.select().from(keySecret).where(eq(keySecret.id, key.secretId));
    expect(row?.lastUsedAt).toBeInstanceOf(Date);
  });

  it("serves known keys through an outage for ten minutes, then and for unknown keys says it cannot know", async () => {
    const relay = await startRelay(fresh.url);
    const behind = openDatabase(relay.url, { poolSize: 1, connectTimeoutSeconds: 1 });
    const resolver = createKeyResolver({ sql: behind.sql, keyring, clock: () => Date.now() + offsetMs });
    const key = await newKey();
    expect(await resolver.resolve(key.full)).toMatchObject({ kind: "active" });
    await relay.stop();
    resolver.invalidate();
    expect(await resolver.resolve(key.full)).toMatchObject({ kind: "active" });
    offsetMs = 9 * MINUTE_MS;
    expect(await resolver.resolve(key.full)).toMatchObject({ kind: "active" });
    await expect(resolver.resolve(mintVirtualKeySecret(newPublicId()).reveal())).rejects.toMatchObject({
      code: "policy_unavailable",
    });
    offsetMs = 11 * MINUTE_MS;
    await expect(resolver.resolve(key.full)).rejects.toMatchObject({ code: "policy_unavailable" });
    await behind.close();
  });

  it("serves what an earlier process knew only while nobody answers, and no longer than ten minutes after it was confirmed", async () => {
    const key = await newKey();
    const other = await newKey();
    for (const { full } of [key, other]) await keys.resolve(full);
    const remembered = structuredClone(keys.remembered(100));
    const restarted = (sql: Database["sql"]) => {
      const resolver = createKeyResolver({ sql, keyring, clock: () => Date.now() + offsetMs });
      resolver.restore(remembered);
      return resolver;
    };
    await database.orm.update(virtualKey).set({ status: "revoked" }).where(eq(virtualKey.id, other.id));
    const answered = restarted(database.sql);
    expect(await answered.resolve(other.full)).toMatchObject({ kind: "revoked" });
    const nobody = openDatabase("postgres://gate@127.0.0.1:1/house", { poolSize: 1 });
    const cutOff = restarted(nobody.sql);
    expect(await cutOff.resolve(key.full)).toMatchObject({ kind: "active" });
    offsetMs = 11 * MINUTE_MS;
    await expect(cutOff.resolve(key.full)).rejects.toMatchObject({ code: "policy_unavailable" });
    await Promise.all([answered.close(), cutOff.close()]);
    await nobody.close();
  });
});

/** `sql` that counts the statements sent with it. */
function counting(sql: Database["sql"]): { sql: Database["sql"]; count: number } {
  const counter = { sql, count: 0 };
  counter.sql = new Proxy(sql, {
    apply(target, self, args) {
      counter.count += 1;
      return Reflect.apply(target, self, args);
    },
  });
  return counter;
}

/** A TCP relay in front of the database that can be cut: a real outage, not a pretended one. */
async function startRelay(databaseUrl: string): Promise<{ url: string; stop(): Promise<void> }> {
  const { connect } = await import("node:net");
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  const server: Server = createServer((incoming) => {
    const upstream = connect(Number(target.port), target.hostname);
    for (const socket of [incoming, upstream]) {
      sockets.add(socket);
      socket.on("error", () => socket.destroy());
    }
    incoming.pipe(upstream).pipe(incoming);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the relay has no port");
  const url = new URL(databaseUrl);
  url.hostname = "127.0.0.1";
  url.port = String(address.port);
  return {
    url: url.toString(),
    stop: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
