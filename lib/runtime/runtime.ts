import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import { type Database, openDatabase } from "@/db/client";
import type { AdminDeps } from "@/lib/admin/context";
import { type AdminApi, type AdminApiDeps, createAdminApi } from "@/lib/admin-api/create-admin-api";
import { LiveRequests } from "@/lib/admin-api/live-requests/live-requests";
import type { Oidc, SignInRefusal } from "@/lib/auth/oidc/contract";
import { openOidc } from "@/lib/auth/oidc/open-oidc";
import { SignInAttempts } from "@/lib/auth/sign-in-attempts";
import { openKeyring } from "@/lib/crypto/keyring";
import type { Keyring } from "@/lib/crypto/keyring-contract";
import type { Egress } from "@/lib/egress/contract";
import { createHttpEgress } from "@/lib/egress/http-egress";
import { createMailEgress } from "@/lib/egress/mail-egress";
import { withSimulated } from "@/lib/egress/with-simulated";
import type { Env } from "@/lib/env";
import type { GatewayDeps } from "@/lib/gateway/deps";
import type { Gateway } from "@/lib/gateway/gateway";
import { createNodeListener } from "@/lib/gateway/node-listener";
import { createUpgradeListener } from "@/lib/gateway/upgrade-listener";
import { respond } from "@/lib/providers/simulated/respond";
import { createScimApi, type ScimApi } from "@/lib/scim/create-scim-api";
import { createLogger, type Logger } from "@/lib/telemetry/logger";
import { openBooking } from "./booking";
import { checkInBackground } from "./check-in-background";
import { keepPartitions } from "./keep-partitions";
import { readLastKnown } from "./last-known";
import { OutageLog } from "./log-outages";
import { openGateway } from "./open-gateway";
import { openPlayground } from "./open-playground";
import { openPolicing } from "./policing";
import { Readiness, type ReadinessItem } from "./readiness";
import { rewrapInBackground } from "./rewrap-in-background";
import { tellRefusals } from "./tell-refusals";

const BODY_IDLE_MS = 30_000;
/** How long a person may wait for a page's query. What a call waits for is bounded more tightly where it is asked. */
const DEADLINE_MS = 10_000;

/** One process's parts, composed. The server and Next's routes reach everything through it. */
export interface Runtime {
  database: Database;
  keyring: Keyring;
  publicUrl: string;
  gateway: Gateway;
  bodyLimitBytes: number;
  adminApi: AdminApi;
  scimApi: ScimApi;
  /** The provider people sign in with; null: by one-time links only. */
  oidc: Oidc | null;
  attempts: SignInAttempts;
  onRefusedSignIn(refusal: SignInRefusal, detail: string): void;
  /** What verbs run on in this process. */
  adminDeps: AdminDeps;
  /** Serves one gateway call; `path` is what follows `/api/v1`. */
  handleNode(incoming: IncomingMessage, response: ServerResponse, path: string): Promise<void>;
  /** Serves one that asks for a WebSocket. */
  upgradeNode: ReturnType<typeof createUpgradeListener>;
  /** What is ready, what is not, and since when. */
  readiness(): ReadinessItem[];
  /** Books and writes everything pending, then lets go of every connection. */
  close(): Promise<void>;
}

export interface RuntimeOptions {
  databaseUrl: string;
  /** Origin of the portal without a trailing slash. */
  publicUrl: string;
  /** Puts parts of the gateway's in place of the real ones: how a test breaks a control on purpose. */
  replace?: (deps: GatewayDeps) => GatewayDeps;
}

/**
 * Composes a process. The database must be migrated and bootstrapped. Throws when the policy cannot be loaded, and no earlier
 * process left what it knew.
 */
export async function createRuntime(env: Env, options: RuntimeOptions): Promise<Runtime> {
  const { databaseUrl, publicUrl } = options;
  const logger = createLogger(env.logLevel);
  const outages = new OutageLog({ folder: join(env.dataDir, "audit-late"), logger });
  const database = openDatabase(databaseUrl, { deadlineMs: DEADLINE_MS, onHealthChange: outages.told });
  const keep = env.databaseUrl === null ? null : env;
  const lastKnown = keep === null ? null : await readLastKnown(keep, logger);
  const secrets = { current: env.secret, previous: env.previousSecret };
  const keyring = await openKeyring(database, secrets, lastKnown?.keyring ?? null);
  const egress: Egress = withSimulated(createHttpEgress({ allow: env.egressAllow }), respond);
  const policing = await openPolicing({ database, keyring, logger, keep, lastKnown });
  outages.begin({ database, organizationId: () => policing.policy.current?.organizationId ?? null });
  const { spoolBytes, bodyLimitBytes, trustedProxies } = env;
  const spoolRoot = join(env.dataDir, "spool");
  const booking = openBooking({ databaseUrl, database, spoolRoot, spoolBytes, logger });
  const { quotas, ledger } = booking;
  const { gateway, guard } = await openGateway({ env, options, database, policing, booking, egress, logger });
  const now = () => new Date();
  const oidc = env.oidc === null ? null : openOidc(env.oidc, { egress, now });
  const mail = createMailEgress({ allow: env.egressAllow });
  const playground = openPlayground(gateway, { publicUrl, bodyLimitBytes });
  const live = new LiveRequests({ database, now });
  const adminDeps: AdminDeps = { database, keyring, publicUrl, quotas, egress, mail, now, oidc, playground, live };
  const onInternalError = logAdminFailure(logger);
  const adminApi = createAdminApi({ ...adminDeps, onInternalError });
  const scimApi = createScimApi({ ...adminDeps, onInternalError });
  const { books, stop: stopChores } = openChores({ env, database, keyring, logger });
  const readiness = new Readiness({ policy: policing.policy, ledger, books, stores: [database, booking.store] });
  return {
    database,
    keyring,
    publicUrl,
    gateway,
    bodyLimitBytes: env.bodyLimitBytes,
    adminApi,
    scimApi,
    adminDeps,
    oidc,
    attempts: new SignInAttempts(Date.now),
    onRefusedSignIn: (refusal, detail) => logger.warn({ refusal, detail }, "a sign-in with the provider failed"),
    handleNode: createNodeListener(gateway, { bodyLimitBytes, bodyIdleMs: BODY_IDLE_MS, trustedProxies }),
    upgradeNode: createUpgradeListener(gateway, { trustedProxies }),
    readiness: () => readiness.items(),
    async close() {
      gateway.close();
      stopChores();
      await guard.close();
      await policing.close();
      await booking.close();
      await egress.close();
      await outages.close();
      await database.close();
    },
  };
}

/** What a process sees to beside its calls. */
function openChores({
  env,
  database,
  keyring,
  logger,
}: Pick<Runtime, "database" | "keyring"> & { env: Env; logger: Logger }) {
  const books = checkInBackground(database, logger);
  const chores = [keepPartitions(database, logger), books, tellRefusals(database, logger)];
  if (env.previousSecret !== null) chores.push(rewrapInBackground(keyring, logger));
  return {
    books,
    stop() {
      for (const chore of chores) chore.stop();
    },
  };
}

function logAdminFailure(logger: Logger): AdminApiDeps["onInternalError"] {
  return (error, requestId) => {
    // That the database is away was said once, by whoever noticed first.
    if (error.code === "unavailable") logger.debug({ requestId, error }, "the management API was unavailable");
    else logger.error({ requestId, error }, "the management API failed");
  };
}
