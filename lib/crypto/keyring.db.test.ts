import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Database, openDatabase } from "@/db/client";
import { dataKey, organization } from "@/db/schema";
import { type FreshDatabase, freshDatabase } from "@/db/testing/fresh-database";
import { openKeyring } from "./keyring";
import type { SealBinding } from "./keyring-contract";
import { KeyringError } from "./keyring-error";
import { Secret } from "./secret";

const FIRST = new Secret(randomBytes(32).toString("hex"));
const SECOND = new Secret(randomBytes(32).toString("hex"));
const BINDING: SealBinding = {
  table: "credential",
  rowId: "crd_1",
  organizationId: "org_1",
  field: "sealed",
  allowedOrigin: "https://api.example.com",
};

describe("keyring", () => {
  let fresh: FreshDatabase;
  let database: Database;

  beforeAll(async () => {
    fresh = await freshDatabase();
    database = openDatabase(fresh.url);
    await database.orm.insert(organization).values([
      { id: "org_1", name: "One" },
      { id: "org_2", name: "Two" },
    ]);
  });

  afterAll(async () => {
    await database.close();
    await fresh.close();
  });

  it("opens what it sealed, also in another process", async () => {
    const keyring = await openKeyring(database, { current: FIRST, previous: null });
    const sealed = await keyring.seal(new Secret("sk-canary"), BINDING);
    const other = await openKeyring(database, { current: FIRST, previous: null });
    expect((await other.unseal(sealed, BINDING)).reveal()).toBe("sk-canary");
    expect(other.pepper.equals(keyring.pepper)).toBe(true);
  });

  it("gives every start the same pepper and organization key, also when processes start together", async () => {
    const keyrings = await Promise.all(
      [1, 2, 3, 4].map(() => openKeyring(database, { current: FIRST, previous: null })),
    );
    const sealed = await Promise.all(
      keyrings.map((keyring) => keyring.seal(new Secret("x"), { ...BINDING, organizationId: "org_2" })),
    );
    for (const keyring of keyrings) {
      for (const one of sealed) {
        expect((await keyring.unseal(one, { ...BINDING, organizationId: "org_2" })).reveal()).toBe("x");
      }
    }
  });

  it.each([
    ["row", { rowId: "crd_2" }],
    ["organization", { organizationId: "org_2" }],
    ["field", { field: "other" }],
    ["origin", { allowedOrigin: "https://evil.example.com" }],
    ["table", { table: "webhook" }],
  ])("fails closed when a ciphertext is moved to another %s", async (_what, moved) => {
    const keyring = await openKeyring(database, { current: FIRST, previous: null });
    const sealed = await keyring.seal(new Secret("sk-canary"), BINDING);
    await expect(keyring.unseal(sealed, { ...BINDING, ...moved })).rejects.toMatchObject({
      code: "credential_unavailable",
    });
  });

  it("fails closed when a byte of the ciphertext was changed", async () => {
    const keyring = await openKeyring(database, { current: FIRST, previous: null });
    const sealed = await keyring.seal(new Secret("sk-canary"), BINDING);
    const bytes = Buffer.from(sealed.ciphertext, "base64");
    bytes.writeUInt8(bytes.readUInt8(0) ^ 1, 0);
    await expect(keyring.unseal({ ...sealed, ciphertext: bytes.toString("base64") }, BINDING)).rejects.toMatchObject({
      code: "credential_unavailable",
    });
  });

  it("says in one sentence that the secret is not the right one", async () => {
    const opening = openKeyring(database, { current: SECOND, previous: null });
    await expect(opening).rejects.toThrow(KeyringError);
    await expect(openKeyring(database, { current: SECOND, previous: null })).rejects.toThrow(
      /GATEHOUSE_SECRET is not the one this database was made with/,
    );
  });

  it("keeps key material out of the database in the clear", async () => {
    const keyring = await openKeyring(database, { current: FIRST, previous: null });
    const rows = await database.sql`select wrapped from instance_secret union all select wrapped from data_key`;
    expect(rows.length).toBeGreaterThan(1);
    for (const row of rows) expect(Buffer.from(row.wrapped).includes(keyring.pepper)).toBe(false);
  });

  it("rotates the key-encryption key end to end: read with both, move in batches, drop the old one", async () => {
    const before = await openKeyring(database, { current: FIRST, previous: null });
    const sealed = await before.seal(new Secret("sk-canary"), BINDING);
    await database.orm
      .insert(organization)
      .values(Array.from({ length: 250 }, (_, index) => ({ id: `org_bulk_${index}`, name: "Bulk" })));
    for (let index = 0; index < 250; index += 1) await before.ready(`org_bulk_${index}`);

    const during = await openKeyring(database, { current: SECOND, previous: FIRST });
    expect((await during.unseal(sealed, BINDING)).reveal()).toBe("sk-canary");
    expect(during.pepper.equals(before.pepper)).toBe(true);
    const progress = await Promise.all([during.rewrap(), during.rewrap()]);
    expect(progress.reduce((sum, one) => sum + one.rewrapped, 0)).toBe(
      (await database.orm.select().from(dataKey)).length + 1,
    );
    expect(await during.rewrap()).toEqual({ rewrapped: 0, remaining: 0 });

    const after = await openKeyring(database, { current: SECOND, previous: null });
    expect((await after.unseal(sealed, BINDING)).reveal()).toBe("sk-canary");
    expect(after.pepper.equals(before.pepper)).toBe(true);
    await expect(openKeyring(database, { current: FIRST, previous: null })).rejects.toThrow(KeyringError);
  });
});
