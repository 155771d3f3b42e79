import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Database } from "@/db/client";
import { freshDatabase } from "@/db/testing/fresh-database";
import { Secret } from "@/lib/crypto/secret";
import { parseEnv } from "@/lib/env";
import { introduce } from "@/lib/process/introduce";
import { createRuntime } from "@/lib/runtime/runtime";
import { callAdmin } from "../../running-server/call-admin";
import { untilLimited } from "../../running-server/until-limited";
import { type CountingUpstream, startCountingUpstream } from "./counting-upstream";
import { type MortalGateway, openGateway } from "./mortal-gateway";

/** Micro-USD per token, so that sums of money tell which calls they are of. */
export const PRICE = { input: 1, output: 4 };
const PRICES = { uncachedInput: "1", cacheRead: "1", cacheWrite: "1", output: "4", reasoning: "4" };

/** Gateway processes that share a database and a data directory, as `GATEHOUSE_WORKERS` do. */
export interface CrashHouse {
  gateways: readonly MortalGateway[];
  upstream: CountingUpstream;
  /** One for each lane: bytes passed on, and translated. */
  models: readonly string[];
  /** A key under a hard budget and a count of requests that it never reaches. */
  key: string;
  keyId: string;
  /** A key without any quota. */
  freeKey: string;
  database: Database;
  /** Where the processes' spools are. */
  spoolRoot: string;
  close(): Promise<void>;
}

/** `overrides`: settings of the processes beside the usual ones. */
export async function openCrashHouse(count: number, overrides: Record<string, string> = {}): Promise<CrashHouse> {
  const secret = randomBytes(32).toString("base64url");
  const token = `owner-${randomBytes(24).toString("hex")}`;
  const dataDir = mkdtempSync(join(tmpdir(), "gatehouse-crash-"));
  const adminDir = mkdtempSync(join(tmpdir(), "gatehouse-crash-admin-"));
  const [fresh, upstream] = await Promise.all([freshDatabase(), startCountingUpstream()]);
  const settings = {
    DATABASE_URL: fresh.url,
    GATEHOUSE_DATA_DIR: dataDir,
    GATEHOUSE_SECRET: secret,
    GATEHOUSE_BOOTSTRAP_TOKEN: token,
    GATEHOUSE_EGRESS_ALLOW: "127.0.0.1",
    GATEHOUSE_LOG_LEVEL: "error",
    ...overrides,
  };
  const env = parseEnv(
    { ...settings, GATEHOUSE_DATA_DIR: adminDir },
    { interactive: false, generateSecret: () => new Secret(secret) },
  );
  await introduce(env, fresh.url, { demo: false });
  const runtime = await createRuntime(
    { ...env, logLevel: "silent" },
    { databaseUrl: fresh.url, publicUrl: "http://127.0.0.1" },
  );
  const post = <Answer>(path: string, body: object) => callAdmin<Answer>(runtime.adminApi, token, { path, body });
  const { items } = await callAdmin<{ items: { id: string }[] }>(runtime.adminApi, token, {
    path: "/quotas?scopeKind=organization",
  });
  for (const { id } of items) await post(`/quotas/${id}/archive`, {});
  const models = [];
  for (const adapter of ["openai-compatible", "anthropic"]) {
    const credential = { apiKey: "crash" };
    const provider = await post<{ id: string }>("/providers", {
      adapter,
      name: adapter,
      baseUrl: upstream.baseUrl,
      credential,
    });
    const price = [{ fromInputTokens: 0, usdPerMillionTokens: PRICES }];
    await post("/models", {
      name: adapter,
      deployments: [{ providerId: provider.id, upstreamModel: "counting", price }],
    });
    models.push(adapter);
  }
  const team = await post<{ id: string }>("/teams", { name: "Crash" });
  const project = await post<{ id: string }>("/projects", { teamId: team.id, name: "Crash" });
  const quotas = [
    { unit: "usd", window: "month", limit: "1000000" },
    { unit: "requests", window: "lifetime", limit: "1000000000" },
  ];
  const made = await post<{ key: { id: string }; secret: string }>("/keys", {
    projectId: project.id,
    name: "crash",
    allowedModels: ["*"],
    quotas,
  });
  const free = await post<{ secret: string }>("/keys", { projectId: project.id, name: "free", allowedModels: ["*"] });
  // The calls begin when every process enforces them, so none of them is near the quotas' beginning.
  await runtime.database.sql`update quota set created_at = now() - interval '1 hour'`;
  const gateways = await Promise.all(Array.from({ length: count }, () => openGateway(settings)));
  await Promise.all(gateways.map((gateway) => gateway.start()));
  await Promise.all(gateways.map(({ origin }) => untilLimited(origin, made.secret, quotas.length)));
  return {
    gateways,
    upstream,
    models,
    key: made.secret,
    keyId: made.key.id,
    freeKey: free.secret,
    database: runtime.database,
    spoolRoot: join(dataDir, "spool"),
    async close() {
      await Promise.all(gateways.map((gateway) => gateway.kill()));
      await runtime.close();
      await Promise.all([upstream.close(), fresh.close()]);
      for (const directory of [dataDir, adminDir]) rmSync(directory, { recursive: true, force: true });
    },
  };
}
