import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Secret } from "@/lib/crypto/secret";
import { parseEnv } from "@/lib/env";
import { introduce } from "@/lib/process/introduce";
import { createRuntime } from "@/lib/runtime/runtime";
import { callAdmin } from "../../running-server/call-admin";
import { untilLimited } from "../../running-server/until-limited";
import { type FaultProxy, startFaultProxy } from "../fault-proxy";
import { type GatewayProcess, startGateway } from "./gateway-process";
import { openStore, type Store } from "./store";

export interface QuotaTerms {
  unit: "usd" | "tokens" | "requests" | "concurrent";
  window: "minute" | "month";
  limit: string;
  onStoreDown: "deny" | "last_known" | "allow";
}

/** A gateway process whose database can fail in every way, and an administrator who reaches the database past all faults. */
export interface FaultHouse {
  store: Store;
  proxy: FaultProxy;
  gateway: GatewayProcess;
  /** A model of the simulated provider that answers at once: one micro-USD per output token. */
  model: string;
  /** A key, known to the gateway, whose quotas it enforces. */
  newKey(quotas: readonly QuotaTerms[]): Promise<string>;
  /** Of the given calls those that have a record, with the trace line of their admission. */
  records(requestIds: readonly string[]): Promise<{ requestId: string; outcome: string; admission: string }[]>;
  /** What is booked in the quota of a key, in its unit. */
  booked(key: string): Promise<bigint>;
  /** What the audit log says of the gateway's outages, in the log's order, and whether its chain is intact. */
  outages(): Promise<{ actions: string[]; occurred: string[]; intact: boolean }>;
  close(): Promise<void>;
}

const PRICES = { uncachedInput: "0", cacheRead: "0", cacheWrite: "0", output: "1", reasoning: "1" };

export async function openFaultHouse(): Promise<FaultHouse> {
  const secret = randomBytes(32).toString("base64url");
  const token = `owner-${randomBytes(24).toString("hex")}`;
  const dataDir = await mkdtemp(join(tmpdir(), "gatehouse-faults-admin-"));
  const store = await openStore();
  const proxy = await startFaultProxy(store.url);
  const settings = {
    GATEHOUSE_SECRET: secret,
    GATEHOUSE_BOOTSTRAP_TOKEN: token,
    GATEHOUSE_LOG_LEVEL: "info",
  };
  const env = parseEnv(
    { ...settings, DATABASE_URL: store.url, GATEHOUSE_DATA_DIR: dataDir },
    { interactive: false, generateSecret: () => new Secret(secret) },
  );
  await introduce(env, store.url, { demo: false });
  const runtime = await createRuntime(
    { ...env, logLevel: "silent" },
    { databaseUrl: store.url, publicUrl: "http://127.0.0.1" },
  );
  const post = <Answer>(path: string, body: object) => callAdmin<Answer>(runtime.adminApi, token, { path, body });
  const limits = await callAdmin<{ items: { id: string }[] }>(runtime.adminApi, token, {
    path: "/quotas?scopeKind=organization",
  });
  for (const { id } of limits.items) await post(`/quotas/${id}/archive`, {});
  const provider = await post<{ id: string }>("/providers", { adapter: "simulated", name: "Simulation" });
  const team = await post<{ id: string }>("/teams", { name: "Faults" });
  const project = await post<{ id: string }>("/projects", { teamId: team.id, name: "Faults" });
  const price = [{ fromInputTokens: 0, usdPerMillionTokens: PRICES }];
  await post("/models", {
    name: "quick",
    deployments: [{ providerId: provider.id, upstreamModel: "simulated", price }],
  });
  const gateway = await startGateway({ ...settings, DATABASE_URL: proxy.url });
  const ids = new Map<string, string>();
  return {
    store,
    proxy,
    gateway,
    model: "quick",
    async newKey(quotas) {
      const input = { projectId: project.id, name: `key ${ids.size}`, allowedModels: ["*"], quotas };
      const { key, secret: text } = await post<{ key: { id: string }; secret: string }>("/keys", input);
      ids.set(text, key.id);
      await untilLimited(gateway.origin, text, quotas.length);
      return text;
    },
    async records(requestIds) {
      const { sql } = runtime.database;
      return sql<{ requestId: string; outcome: string; admission: string }[]>`
        select id as "requestId", outcome, coalesce(trace::text, '') as admission
        from request_record where id = any(${[...requestIds]})`;
    },
    async booked(key) {
      const [row] = await runtime.database.sql<{ settled: bigint }[]>`
        select coalesce(sum(bucket.settled), 0)::bigint as settled from quota_bucket as bucket
        join quota on quota.id = bucket.quota_id where quota.scope_id = ${ids.get(key) ?? ""}`;
      return row?.settled ?? 0n;
    },
    async outages() {
      const read = <Answer>(path: string) => callAdmin<Answer>(runtime.adminApi, token, { path });
      interface Outage {
        action: string;
        occurredAt: string;
        target: { id: string };
      }
      const { items } = await read<{ items: Outage[] }>("/audit?action=store.&limit=200");
      const { intact } = await read<{ intact: boolean }>("/audit/verification");
      const told = items.toReversed().filter(({ target }) => !target.id.endsWith(`:${process.pid}`));
      return { actions: told.map(({ action }) => action), occurred: told.map(({ occurredAt }) => occurredAt), intact };
    },
    async close() {
      proxy.set({ kind: "none" });
      await runtime.close();
      const code = await gateway.stop();
      await proxy.close();
      await store.close();
      await rm(dataDir, { recursive: true, force: true });
      if (code !== 0) throw new Error(`the gateway ended with ${code}:\n${gateway.output().slice(-4000)}`);
    },
  };
}
