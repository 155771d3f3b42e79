/**
 * The benchmark's organization: a database of its own with one provider (the mock), one model and one key with three quotas, set up
 * through the management API. Holds the embedded database until its parent leaves.
 */
import { randomBytes } from "node:crypto";
import postgres from "postgres";
import { startEmbeddedPostgres } from "@/db/embedded";
import { migrate } from "@/db/migrate";
import { parseEnv } from "@/lib/env";
import { introduce } from "@/lib/process/introduce";
import { createRuntime } from "@/lib/runtime/runtime";
import { type HouseFacts, MODEL, TRANSLATED_MODEL } from "./facts";

/** Far above what a benchmark reaches: they are checked and booked on every call and refuse none. */
const QUOTAS = [
  { unit: "requests", window: "minute", limit: "900000000" },
  { unit: "tokens", window: "minute", limit: "900000000000" },
  { unit: "usd", window: "month", limit: "900000000" },
];
const PRICES = { uncachedInput: "1", cacheRead: "0.1", cacheWrite: "1.25", output: "4", reasoning: "4" };

interface OpenedDatabase {
  url: string;
  close(): Promise<void>;
}

async function openDatabase(server: string | undefined): Promise<OpenedDatabase> {
  if (server === undefined) {
    const embedded = await startEmbeddedPostgres({ dataDir: null });
    return { url: embedded.url, close: embedded.stop };
  }
  const name = `gatehouse_bench_${randomBytes(4).toString("hex")}`;
  const admin = postgres(server, { max: 1, onnotice: () => undefined });
  await admin.unsafe(`create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    async close() {
      await admin.unsafe(`drop database ${name} with (force)`);
      await admin.end({ timeout: 5 });
    },
  };
}

type Post = <Answer>(path: string, body: object) => Promise<Answer>;

/** A model at the mock provider, which is called as `adapter` speaks. */
async function addModel(post: Post, model: { name: string; adapter: string; baseUrl: string }): Promise<void> {
  const { name, adapter, baseUrl } = model;
  const credential = { apiKey: "bench" };
  const provider = await post<{ id: string }>("/providers", { adapter, name: `Mock for ${name}`, baseUrl, credential });
  const price = [{ fromInputTokens: 0, usdPerMillionTokens: PRICES }];
  await post("/models", { name, deployments: [{ providerId: provider.id, upstreamModel: name, price }] });
}

async function furnish(url: string, upstreamPort: number): Promise<HouseFacts> {
  const secret = randomBytes(32).toString("base64url");
  const token = `bench-${randomBytes(24).toString("hex")}`;
  const env = parseEnv(
    {
      DATABASE_URL: url,
      GATEHOUSE_SECRET: secret,
      GATEHOUSE_DATA_DIR: process.env.BENCH_DATA_DIR,
      GATEHOUSE_BOOTSTRAP_TOKEN: token,
      GATEHOUSE_EGRESS_ALLOW: "127.0.0.1",
      GATEHOUSE_LOG_LEVEL: "warn",
    },
    {
      interactive: false,
      generateSecret: () => {
        throw new Error("the secret is given");
      },
    },
  );
  await introduce(env, url, { demo: false });
  const runtime = await createRuntime(env, { databaseUrl: url, publicUrl: "http://127.0.0.1" });
  const post: Post = async <Answer>(path: string, body: object): Promise<Answer> => {
    const response = await runtime.adminApi.fetch(
      new Request(`http://127.0.0.1/api/admin${path}`, {
        method: "POST",
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
        body: JSON.stringify(body),
      }),
    );
    if (!response.ok) throw new Error(`POST ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as Answer;
  };
  try {
    await addModel(post, { name: MODEL, adapter: "openai-compatible", baseUrl: `http://127.0.0.1:${upstreamPort}/v1` });
    await addModel(post, {
      name: TRANSLATED_MODEL,
      adapter: "anthropic",
      baseUrl: `http://127.0.0.1:${upstreamPort}/v1`,
    });
    const team = await post<{ id: string }>("/teams", { name: "Bench" });
    const project = await post<{ id: string }>("/projects", { teamId: team.id, name: "Bench" });
    const key = await post<{ secret: string }>("/keys", {
      projectId: project.id,
      name: "bench",
      allowedModels: ["*"],
      quotas: QUOTAS,
    });
    return { databaseUrl: url, secret, key: key.secret };
  } finally {
    await runtime.close();
  }
}

const database = await openDatabase(process.env.BENCH_DATABASE_URL);
process.on("disconnect", () => void database.close().finally(() => process.exit(0)));
process.on("SIGTERM", () => void database.close().finally(() => process.exit(0)));
await migrate(database.url);
process.send?.(await furnish(database.url, Number(process.env.BENCH_UPSTREAM_PORT)));
