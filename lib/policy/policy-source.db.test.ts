import { afterEach, expect, test } from "vitest";
import { type Database, openDatabase } from "@/db/client";
import { freshDatabase } from "@/db/testing/fresh-database";
import { createPolicySource } from "./policy-source";
import type { PolicySnapshot } from "./snapshot";

const closing: (() => Promise<void>)[] = [];
const logger = { error: () => undefined, warn: () => undefined, info: () => undefined, debug: () => undefined };

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function house(): Promise<Database> {
  const fresh = await freshDatabase();
  const database = openDatabase(fresh.url, { poolSize: 3 });
  closing.push(fresh.close, database.close);
  await database.sql`insert into organization (id, name, time_zone) values ('org_1', 'Acme', 'Europe/Berlin')`;
  await database.sql`insert into policy_version (organization_id) values ('org_1')`;
  await database.sql`insert into provider (id, organization_id, adapter, name, base_url) values ('prv_1', 'org_1', 'openai', 'OpenAI', 'https://api.example.com/v1')`;
  await database.sql`insert into model (id, organization_id, name, title) values ('mdl_1', 'org_1', 'm', 'M')`;
  await database.sql`insert into deployment (id, organization_id, model_id, provider_id, upstream_model) values ('dep_1', 'org_1', 'mdl_1', 'prv_1', 'up')`;
  return database;
}

function follow(database: Database) {
  const changes: PolicySnapshot[] = [];
  const policy = createPolicySource({
    database,
    logger,
    onChange: (snapshot) => changes.push(snapshot),
  });
  closing.push(() => policy.close());
  return { policy, changes };
}

async function change(database: Database, statement: Promise<unknown>): Promise<void> {
  await statement;
  await database.sql`update policy_version set version = version + 1`;
}

test("two processes see a change without being told", async () => {
  const database = await house();
  const one = follow(database);
  const other = follow(database);
  await Promise.all([one.policy.refresh(), other.policy.refresh()]);
  expect(one.policy.current?.models.get("m")?.deployments).toHaveLength(1);
  await change(database, database.sql`update model set status = 'disabled' where id = 'mdl_1'`);
  for (const { policy } of [one, other]) {
    await expect.poll(() => policy.current?.models.has("m"), { timeout: 10_000 }).toBe(false);
  }
});

test("the newest price version in force prices the model, exactly", async () => {
  const database = await house();
  const tiers = (pico: string) => JSON.stringify([{ fromInputTokens: 0, picoUsdPerToken: { output: pico } }]);
  for (const [version, pico, from] of [
    [1, "1", "2020-01-01"],
    [2, "9007199254740993", "2021-01-01"],
    [3, "3", "2999-01-01"],
  ] as const) {
    await database.sql`insert into price_version (id, organization_id, provider_id, upstream_model, version, tiers, source, effective_from)
      values (${`prc_${version}`}, 'org_1', 'prv_1', 'up', ${version}, ${tiers(pico)}::text::jsonb, 'operator', ${from}::timestamptz)`;
  }
  const { policy } = follow(database);
  await policy.refresh();
  const price = policy.current?.models.get("m")?.deployments[0]?.price;
  expect(price).toMatchObject({ id: "prc_2", version: 2 });
  expect(price?.tiers[0]?.picoUsdPerToken.output).toBe(9007199254740993n);
});

test("an unchanged version is confirmed, not loaded again", async () => {
  const database = await house();
  const { policy, changes } = follow(database);
  await policy.refresh();
  const first = policy.current;
  await policy.refresh();
  expect(policy.current).toBe(first);
  expect(changes).toHaveLength(1);
});

test("an empty database has no policy, and that is no error", async () => {
  const fresh = await freshDatabase();
  const database = openDatabase(fresh.url, { poolSize: 1 });
  closing.push(fresh.close, database.close);
  const { policy } = follow(database);
  await policy.refresh();
  expect(policy.current).toBeNull();
  expect(policy.confirmedAt).not.toBeNull();
});

test("what an earlier process knew is enforced until the store answers, and then what the store says", async () => {
  const database = await house();
  const { policy: earlier } = follow(database);
  await earlier.refresh();
  const lastKnown = structuredClone(earlier.known());
  await change(database, database.sql`update model set title = 'Renamed'`);
  const later = createPolicySource({ database, logger, lastKnown, onChange: () => undefined });
  closing.push(() => later.close());
  expect(later.current?.models.get("m")?.title).toBe("M");
  expect(later.confirmedAt).toBe(lastKnown?.confirmedAt);
  await later.refresh();
  expect(later.current?.models.get("m")?.title).toBe("Renamed");
});
