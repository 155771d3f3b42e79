import type { IncomingMessage, ServerResponse } from "node:http";
import { type Database, openDatabase } from "@/db/client";
import { type AdminApi, createAdminApi } from "@/lib/admin-api/create-admin-api";
import { createKeyResolver } from "@/lib/auth/key-resolver";
import { credentialBinding } from "@/lib/crypto/credential-binding";
import { openKeyring } from "@/lib/crypto/keyring";
import type { Keyring } from "@/lib/crypto/keyring-contract";
import { newId } from "@/lib/crypto/new-id";
import type { Egress } from "@/lib/egress/contract";
import { createHttpEgress } from "@/lib/egress/http-egress";
import { withSimulated } from "@/lib/egress/with-simulated";
import type { Env } from "@/lib/env";
import { DEFAULT_LIMITS } from "@/lib/gateway/deps";
import { createGateway, type Gateway } from "@/lib/gateway/gateway";
import { createNodeListener } from "@/lib/gateway/node-listener";
import { createLedger } from "@/lib/ledger/ledger";
import { createCredentialOpener } from "@/lib/policy/credential-opener";
import { createPolicySource } from "@/lib/policy/policy-source";
import { findAdapter } from "@/lib/providers/registry";
import { respond } from "@/lib/providers/simulated/respond";
import { createQuotaEngine } from "@/lib/quotas/quota-engine";
import { createLogger } from "@/lib/telemetry/logger";
import { Readiness, type ReadinessItem } from "./readiness";

const BODY_IDLE_MS = 30_000;
/** A pool of its own, so a slow report never stands before an admission. */
const QUOTA_CONNECTIONS = 3;

/** One process's parts, composed. The server and Next's routes reach everything through it. */
export interface Runtime {
  database: Database;
  keyring: Keyring;
  publicUrl: string;
  gateway: Gateway;
  bodyLimitBytes: number;
  adminApi: AdminApi;
  /** Serves one gateway call; `path` is what follows `/api/v1`. */
  handleNode(incoming: IncomingMessage, response: ServerResponse, path: string): Promise<void>;
  /** What is ready, what is not, and since when. */
  readiness(): ReadinessItem[];
  /** Books and writes everything pending, then lets go of every connection. */
  close(): Promise<void>;
}

export interface RuntimeOptions {
  databaseUrl: string;
  /** Origin of the portal without a trailing slash. */
  publicUrl: string;
  /** The embedded server delivers no notifications. */
  embedded: boolean;
}

/** Composes a process. The database must be migrated and bootstrapped. Throws when the policy cannot be loaded. */
export async function createRuntime(env: Env, options: RuntimeOptions): Promise<Runtime> {
  const logger = createLogger(env.logLevel);
  const database = openDatabase(options.databaseUrl);
  const keyring = await openKeyring(database, { current: env.secret, previous: env.previousSecret });
  const egress: Egress = withSimulated(createHttpEgress({ allow: env.egressAllow }), respond);
  const keys = createKeyResolver({ sql: database.sql, keyring });
  const credentials = createCredentialOpener((credential, organizationId) =>
    keyring.unseal(credential.sealed, credentialBinding(organizationId, credential)),
  );
  const policy = createPolicySource({
    database,
    logger,
    listen: !options.embedded,
    onChange() {
      keys.invalidate();
      credentials.clear();
    },
  });
  await policy.refresh();
  const quotaStore = openDatabase(options.databaseUrl, { poolSize: QUOTA_CONNECTIONS });
  const quotas = createQuotaEngine({
    sql: quotaStore.sql,
    processId: newId("lse"),
    onError: (error) =>
      logger.warn({ error: String(error) }, "the quota store did not answer; what was to be booked is kept"),
  });
  const ledger = createLedger({
    sql: database.sql,
    onError: (error) => logger.error({ error: String(error) }, "records could not be written; they wait in memory"),
  });
  const limits = { ...DEFAULT_LIMITS, bodyBytes: env.bodyLimitBytes };
  const gateway = createGateway({
    resolveKey: (fullKey) => keys.resolve(fullKey),
    policy: () => policy.current,
    openCredential: (id, snapshot) => credentials.open(id, snapshot),
    findAdapter,
    quotas,
    ledger,
    egress,
    logger,
    limits,
    publicUrl: options.publicUrl,
  });
  const adminApi = createAdminApi({
    database,
    keyring,
    publicUrl: options.publicUrl,
    quotas,
    egress,
    now: () => new Date(),
    onInternalError: (error, requestId) => logger.error({ requestId, error }, "the management API failed"),
  });
  const readiness = new Readiness(policy, ledger);
  return {
    database,
    keyring,
    publicUrl: options.publicUrl,
    gateway,
    bodyLimitBytes: env.bodyLimitBytes,
    adminApi,
    handleNode: createNodeListener(gateway, { bodyLimitBytes: env.bodyLimitBytes, bodyIdleMs: BODY_IDLE_MS }),
    readiness: () => readiness.items(),
    async close() {
      gateway.close();
      await policy.close();
      await Promise.all([ledger.close(), quotas.close()]);
      await egress.close();
      await Promise.all([database.close(), quotaStore.close()]);
    },
  };
}
