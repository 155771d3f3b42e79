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
  /** Called after each change of version, so caches that depend on policy are dropped. */
  onChange(snapshot: PolicySnapshot): void;
}

/** Keeps the snapshot fresh by polling its version, and by NOTIFY where the server delivers it. */
export function createPolicySource(options: PolicySourceOptions): PolicySource {
  return new PolledPolicy(options);
}

class PolledPolicy implements PolicySource {
  readonly #options: PolicySourceOptions;
  readonly #timer: NodeJS.Timeout;
  readonly #subscription: Promise<{ unlisten(): Promise<void> } | null>;
  #running: Promise<void> | null = null;
  #again = false;
  current: PolicySnapshot | null = null;
  confirmedAt: number | null = null;
  trouble: string | null = null;

  constructor(options: PolicySourceOptions) {
    this.#options = options;
    this.#timer = setInterval(() => this.#refreshInBackground(), POLL_MS).unref();
    this.#subscription = this.#listen();
  }

  /** One load at a time; a call during a load gets another one after it, because the load may have read before the change. */
  refresh(): Promise<void> {
    if (this.#running !== null) {
      this.#again = true;
      return this.#running;
    }
    this.#running = this.#loadUntilCurrent().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    const subscription = await this.#subscription;
    try {
      await subscription?.unlisten();
    } catch (error) {
      // A store that went away first must not keep this process from leaving in good order.
      this.#options.logger.info({ error: String(error) }, "the policy store was gone before this process was");
    }
  }

  async #loadUntilCurrent(): Promise<void> {
    do {
      this.#again = false;
      await this.#load();
    } while (this.#again);
  }

  async #load(): Promise<void> {
    const version = await withDeadline(readPolicyVersion(this.#options.database), QUERY_DEADLINE_MS);
    if (version !== null && version !== this.current?.version) await this.#reload();
    this.confirmedAt = Date.now();
    if (this.trouble !== null) this.#options.logger.info({}, "policy store answers again");
    this.trouble = null;
  }

  async #reload(): Promise<void> {
    const rows = await withDeadline(loadPolicyRows(this.#options.database), QUERY_DEADLINE_MS);
    if (rows === null) return;
    this.current = buildSnapshot(rows, Date.now());
    this.#options.onChange(this.current);
  }

  #refreshInBackground(): void {
    this.refresh().catch((error: unknown) => {
      const message = error instanceof Error ? error.message : String(error);
      if (this.trouble === null) {
        this.#options.logger.warn({ error: message }, "policy store does not answer; serving the last known policy");
      }
      this.trouble = message;
    });
  }

  async #listen(): Promise<{ unlisten(): Promise<void> } | null> {
    try {
      return await this.#options.database.sql.listen(POLICY_CHANNEL, () => this.#refreshInBackground());
    } catch (error) {
      this.#options.logger.warn({ error: String(error) }, "no notifications from the policy store; polling alone");
      return null;
    }
  }
}
