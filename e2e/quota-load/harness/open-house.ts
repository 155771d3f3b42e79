import { randomBytes } from "node:crypto";
import type { Database } from "@/db/client";
import { freshDatabase } from "@/db/testing/fresh-database";
import type { AdminApi } from "@/lib/admin-api/create-admin-api";
import { Secret } from "@/lib/crypto/secret";
import { parseEnv } from "@/lib/env";
import { introduce } from "@/lib/process/introduce";
import { createRuntime } from "@/lib/runtime/runtime";
import { type ServerProcess, startServer } from "../../conformance/harness/server-process";
import { until } from "../../conformance/harness/until";
import { type FaultyUpstream, startFaultyUpstream } from "../../faulty-upstream/start-faulty-upstream";
import { callAdmin } from "../../running-server/call-admin";
import { untilLimited } from "../../running-server/until-limited";

/** Made by `prepare.ts`; beside `.cache` as it would be beside dist/, so that it finds the migrations. */
const SERVER = ".cache/quota-load-server.mjs";
/** A dollar per million output tokens and nothing else, so that what a call costs is what it makes: one micro-USD per token. */
const PRICES = { uncachedInput: "0", cacheRead: "0", cacheWrite: "0", output: "1", reasoning: "1" };

export interface QuotaTerms {
  unit: "usd" | "tokens" | "requests" | "concurrent";
  window: "minute" | "day" | "month" | "lifetime" | "now";
  limit: string;
}

/** Several gateway processes on one database, as several hosts would be. */
export interface QuotaHouse {
  /** Where each process listens. */
  origins: readonly string[];
  upstream: FaultyUpstream;
  /** Makes a model for a mode of the faulty upstream and gives its name. */
  addModel(mode: string): Promise<string>;
  /** The same for the simulated provider, whose name carries its markers. */
  addSimulated(upstreamModel: string): Promise<string>;
  /** A key whose quotas every process enforces already. */
  newKey(quotas: readonly QuotaTerms[]): Promise<string>;
  /** When each of a key's answered calls was admitted, epoch ms, as the processes put it on record; waits for `count` of them. */
  admissions(key: string, count: number): Promise<number[]>;
  close(): Promise<void>;
}

/** Opens a house with `count` gateway processes on a database of its own: embedded, or on the server of TEST_DATABASE_URL. */
export async function openHouse(count: number): Promise<QuotaHouse> {
  const secret = randomBytes(32).toString("base64url");
  const token = `owner-${randomBytes(24).toString("hex")}`;
  const [fresh, upstream] = await Promise.all([freshDatabase(), startFaultyUpstream()]);
  const settings = {
    DATABASE_URL: fresh.url,
    GATEHOUSE_SECRET: secret,
    GATEHOUSE_BOOTSTRAP_TOKEN: token,
    GATEHOUSE_EGRESS_ALLOW: "127.0.0.1",
    GATEHOUSE_LOG_LEVEL: "error",
    GATEHOUSE_LAME_DUCK_MS: "0",
  };
  const env = parseEnv(settings, { interactive: false, generateSecret: () => new Secret(secret) });
  await introduce(env, fresh.url, { demo: false });
  const runtime = await createRuntime(env, { databaseUrl: fresh.url, publicUrl: "http://127.0.0.1" });
  const servers = await Promise.all(
    Array.from({ length: count }, () => startServer(SERVER, { ...settings, GATEHOUSE_ROLE: "gateway" })),
  );
  const post = <Answer>(path: string, body: object) => callAdmin<Answer>(runtime.adminApi, token, { path, body });
  await liftOrganizationLimits(runtime.adminApi, token);
  const provider = await post<{ id: string }>("/providers", {
    adapter: "openai-compatible",
    name: "Upstream",
    baseUrl: upstream.openaiBaseUrl,
    credential: { apiKey: "quota-load" },
  });
  const simulated = await post<{ id: string }>("/providers", { adapter: "simulated", name: "Simulation" });
  const team = await post<{ id: string }>("/teams", { name: "Load" });
  const project = await post<{ id: string }>("/projects", { teamId: team.id, name: "Load" });
  const origins = servers.map(({ origin }) => origin);
  const keyIds = new Map<string, string>();
  async function addModel(providerId: string, upstreamModel: string): Promise<string> {
    const name = `model-${randomBytes(4).toString("hex")}`;
    const price = [{ fromInputTokens: 0, usdPerMillionTokens: PRICES }];
    await post("/models", { name, deployments: [{ providerId, upstreamModel, price }] });
    return name;
  }
  return {
    origins,
    upstream,
    addModel: (mode) => addModel(provider.id, mode),
    addSimulated: (upstreamModel) => addModel(simulated.id, upstreamModel),
    async newKey(quotas) {
      const input = {
        projectId: project.id,
        name: `key ${randomBytes(4).toString("hex")}`,
        allowedModels: ["*"],
        quotas,
      };
      const { key: made, secret: key } = await post<{ key: { id: string }; secret: string }>("/keys", input);
      keyIds.set(key, made.id);
      await Promise.all(origins.map((origin) => untilLimited(origin, key, quotas.length)));
      return key;
    },
    admissions(key, count) {
      const read = async () => {
        const moments = await admissionsOf(runtime.database.sql, keyIds.get(key) ?? "");
        return moments.length >= count ? moments : undefined;
      };
      return until(read, { what: `${count} records`, timeoutMs: 30_000 });
    },
    async close() {
      await runtime.close();
      const codes = await Promise.all(servers.map((server) => server.stop()));
      await Promise.all([upstream.close(), fresh.close()]);
      if (codes.some((code) => code !== 0)) throw new Error(endings(servers, codes));
    },
  };
}

function endings(servers: readonly ServerProcess[], codes: readonly (number | null)[]): string {
  return servers.map((server, place) => `ended with ${codes[place]}:\n${server.output().slice(-2000)}`).join("\n");
}

/** A call is admitted at the end of the step of that name; times of steps are microseconds since it arrived. */
async function admissionsOf(sql: Database["sql"], keyId: string): Promise<number[]> {
  const rows = await sql<{ at: number }[]>`
    select (extract(epoch from started_at) * 1000 + ((step ->> 2)::float8 + (step ->> 3)::float8) / 1000)::float8 as at
    from request_record cross join lateral jsonb_array_elements(trace::jsonb) as step
    where key_id = ${keyId} and http_status = 200 and step ->> 0 = 'admit'`;
  return rows.map(({ at }) => at);
}

/** A new organization begins with a budget of its own; here every test sets exactly the limits it is about. */
async function liftOrganizationLimits(api: AdminApi, token: string): Promise<void> {
  const listed = await callAdmin<{ items: { id: string }[] }>(api, token, { path: "/quotas?scopeKind=organization" });
  for (const { id } of listed.items) await callAdmin(api, token, { path: `/quotas/${id}/archive`, body: {} });
}
