import type { Database } from "@/db/client";
import { loadPolicyRows, readPolicyVersion } from "@/db/queries/policy/load-policy-rows";
import { withDeadline } from "@/db/queries/with-deadline";
import type { Logger } from "@/lib/telemetry/logger";
import { buildSnapshot } from "./build-snapshot";
import type { PolicySnapshot } from "./snapshot";

/** How often the version is asked for; a change is enforced after at most this and one reload, well inside 2 s. */
const POLL_MS = 500;
const QUERY_DEADLINE_MS = 1_500;
export const POLICY_CHANNEL = "policy_changed";

export interface PolicySource {
  /** The last good snapshot; null before the first load. */
  readonly current: PolicySnapshot | null;
  /** When the store last confirmed that `current` is current, epoch ms; null never. */
  readonly confirmedAt: number | null;
  /** Why the store could not be asked last time, or null. */
  readonly trouble: string | null;
  /** Loads now if the version moved; resolves when done. Throws what the store threw. */
  refresh(): Promise<void>;
  close(): Promise<void>;
}

export interface PolicySourceOptions {
  database: Database;
  logger: Logger;
  /** Whether the server delivers notifications; embedded Postgres does not. */
  listen: boolean;
  /** Called after each change of version, so caches that depend on policy are dropped. */
  onChange(snapshot: PolicySnapshot): void;
}

/** Keeps the snapshot fresh by polling its version, and by NOTIFY where the server delivers it (embedded Postgres does not). */
export function createPolicySource(options: PolicySourceOptions): PolicySource {
  const { database, logger } = options;
  let current: PolicySnapshot | null = null;
  let confirmedAt: number | null = null;
  let trouble: string | null = null;
  let running: Promise<void> | null = null;
  let again = false;

  async function load(): Promise<void> {
    const version = await withDeadline(readPolicyVersion(database), QUERY_DEADLINE_MS);
    if (version !== null && version !== current?.version) await reload();
    confirmedAt = Date.now();
    if (trouble !== null) logger.info({}, "policy store answers again");
    trouble = null;
  }

  async function reload(): Promise<void> {
    const rows = await withDeadline(loadPolicyRows(database), QUERY_DEADLINE_MS);
    if (rows === null) return;
    current = buildSnapshot(rows, Date.now());
    options.onChange(current);
  }

  /** One load at a time; a call during a load gets another one after it, because the load may have read before the change. */
  function refresh(): Promise<void> {
    if (running !== null) {
      again = true;
      return running;
    }
    running = (async () => {
      do {
        again = false;
        await load();
      } while (again);
    })().finally(() => {
      running = null;
    });
    return running;
  }

  function refreshInBackground(): void {
    refresh().catch((error: unknown) => {
      const message = error instanceof Error ? error.message : String(error);
      if (trouble === null)
        logger.warn({ error: message }, "policy store does not answer; serving the last known policy");
      trouble = message;
    });
  }

  const timer = setInterval(refreshInBackground, POLL_MS).unref();
  const listening = options.listen ? listen() : Promise.resolve(null);

  async function listen() {
    try {
      return await database.sql.listen(POLICY_CHANNEL, refreshInBackground);
    } catch (error) {
      logger.warn({ error: String(error) }, "no notifications from the policy store; polling alone");
      return null;
    }
  }

  return {
    get current() {
      return current;
    },
    get confirmedAt() {
      return confirmedAt;
    },
    get trouble() {
      return trouble;
    },
    refresh,
    async close() {
      clearInterval(timer);
      const subscription = await listening;
      await subscription?.unlisten();
    },
  };
}
