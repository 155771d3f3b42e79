/**
 * Gatehouse at one of its lower levels, behind the production process's own server. 0: relay. 1: and key and model check.
 * 2: and quotas. Level 3 is not composed here: it is dist/server.mjs itself.
 */
import { openDatabase } from "@/db/client";
import { createKeyResolver } from "@/lib/auth/key-resolver";
import { openKeyring } from "@/lib/crypto/keyring";
import { newId } from "@/lib/crypto/new-id";
import { Secret } from "@/lib/crypto/secret";
import { createHttpEgress } from "@/lib/egress/http-egress";
import { createTokenSource } from "@/lib/egress/token-source";
import { DEFAULT_LIMITS, type GatewayDeps } from "@/lib/gateway/deps";
import { createGateway } from "@/lib/gateway/gateway";
import { createNodeListener } from "@/lib/gateway/node-listener";
import type { Ledger } from "@/lib/ledger/contract";
import { createPolicySource } from "@/lib/policy/policy-source";
import { createDispatch } from "@/lib/process/dispatch";
import { createHttpServer, listen } from "@/lib/process/http-server";
import { Lifecycle } from "@/lib/process/lifecycle";
import { findAdapter } from "@/lib/providers/registry";
import type { QuotaEngine } from "@/lib/quotas/contract";
import { createQuotaEngine } from "@/lib/quotas/quota-engine";
import { createLogger } from "@/lib/telemetry/logger";

const level = Number(process.env.BENCH_LEVEL);
const key = process.env.BENCH_KEY ?? "";

const NO_LEDGER: Ledger = {
  open: () => ({ update: () => undefined }),
  append: () => undefined,
  flush: async () => undefined,
  close: async () => undefined,
  pending: 0,
  lost: 0,
  isFull: false,
};

const NO_QUOTAS: QuotaEngine = {
  admit: async ({ requestId }) => ({
    kind: "admitted",
    hold: { requestId, settle: () => undefined },
    standings: [],
  }),
  standings: async () => [],
  peek: () => ({ used: 0, held: 0 }),
  flush: async () => undefined,
  close: async () => undefined,
};

async function composeDeps(): Promise<GatewayDeps> {
  const logger = createLogger("warn");
  const database = openDatabase(process.env.DATABASE_URL ?? "");
  const secret = new Secret(process.env.GATEHOUSE_SECRET ?? "");
  const keyring = await openKeyring(database, { current: secret, previous: null });
  const keys = createKeyResolver({ sql: database.sql, keyring });
  const policy = createPolicySource({ database, logger, onChange: () => keys.invalidate() });
  await policy.refresh();
  const verdict = await keys.resolve(key);
  const credential = new Secret("bench");
  const egress = createHttpEgress({ allow: ["127.0.0.1"] });
  return {
    resolveKey: level === 0 ? () => verdict : (fullKey) => keys.resolve(fullKey),
    policy: () => policy.current,
    openCredential: () => credential,
    findAdapter,
    needs: { foresee: () => null, note: () => undefined },
    quotas: level < 2 ? NO_QUOTAS : createQuotaEngine({ sql: database.sql, processId: newId("lse") }),
    ledger: NO_LEDGER,
    egress,
    tokens: createTokenSource(egress),
    logger,
    limits: DEFAULT_LIMITS,
    publicUrl: "http://127.0.0.1",
  };
}

const gateway = createGateway(await composeDeps());
const lifecycle = new Lifecycle();
lifecycle.enter("ready");
const dispatch = createDispatch({
  role: "gateway",
  lifecycle,
  gateway: createNodeListener(gateway, {
    bodyLimitBytes: DEFAULT_LIMITS.bodyBytes,
    bodyIdleMs: 30_000,
    trustedProxies: 0,
  }),
  portal: null,
  trustedProxies: 0,
  readiness: () => [],
});
await listen(createHttpServer(dispatch, { upgrades: () => false }), "127.0.0.1", Number(process.env.PORT));
process.send?.("listening");
process.on("disconnect", () => process.exit(0));
