import type { Database } from "@/db/client";
import { retryIdempotent } from "@/db/pool/retry-idempotent";
import { isStoreFailure } from "@/db/pool/store-failure";
import { loadPolicyRows, type PolicyRows, readPolicyVersion } from "@/db/queries/policy/load-policy-rows";
import { withDeadline } from "@/db/queries/with-deadline";
import type { Logger } from "@/lib/telemetry/logger";
import { buildSnapshot } from "./build-snapshot";
import type { PolicySnapshot } from "./snapshot";

/** How often the version is asked for; a change is enforced after at most this and one reload, well inside 2 s. */
const POLL_MS = 500;
const QUERY_DEADLINE_MS = 1_500;
const UNLISTEN_MS = 500;
export const POLICY_CHANNEL = "policy_changed";

export interface PolicySource {
  /** The last good snapshot; null before the first load. */
  readonly current: PolicySnapshot | null;
  /** When the store last confirmed that `current` is current, epoch ms; null never. */
  readonly confirmedAt: number | null;
  /** Why the store could not be asked last time, or null. */
  readonly trouble: string | null;
  /** `current` as it could be handed to another process; null before the first load. */
  known(): ConfirmedPolicy | null;
  /** Loads now if the version moved; resolves when done. Throws what the store threw. */
  refresh(): Promise<void>;
  close(): Promise<void>;
}

/** What a snapshot was built from and when the store last confirmed it, epoch ms. Plain data, so it can outlive the process. */
export interface ConfirmedPolicy {
  rows: PolicyRows;
  confirmedAt: number;
}

export interface PolicySourceOptions {
  database: Pick<Database, "sql" | "within">;
  logger: Logger;
  /** What an earlier process enforced last: served until the store answers. */
  lastKnown?: ConfirmedPolicy | null;
  /** Called after each change of version, so caches that depend on policy are dropped. */
  onChange(snapshot: PolicySnapshot): void;
}

/** Keeps the snapshot fresh by polling its version, and by NOTIFY where the server delivers it. */
export function createPolicySource(options: PolicySourceOptions): PolicySource {
  return new PolledPolicy(options);
}

class PolledPolicy implements PolicySource {
  readonly #options: PolicySourceOptions;
  readonly #store: { sql: Database["sql"] };
  readonly #timer: NodeJS.Timeout;
  #subscription: { unlisten(): Promise<void> } | null = null;
  #running: Promise<void> | null = null;
  #again = false;
  #rows: PolicyRows | null = null;
  current: PolicySnapshot | null = null;
  confirmedAt: number | null = null;
  trouble: string | null = null;

  constructor(options: PolicySourceOptions) {
    this.#options = options;
    this.#store = options.database.within(QUERY_DEADLINE_MS);
    if (options.lastKnown) this.#take(options.lastKnown);
    this.#timer = setInterval(() => this.#refreshInBackground(), POLL_MS).unref();
    void this.#listen();
  }

  known(): ConfirmedPolicy | null {
    const { confirmedAt } = this;
    return this.#rows === null || confirmedAt === null ? null : { rows: this.#rows, confirmedAt };
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
    if (this.#subscription === null) return;
    try {
      await withDeadline(this.#subscription.unlisten(), UNLISTEN_MS);
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
    const version = await retryIdempotent(() => readPolicyVersion(this.#store));
    if (version !== null && version !== this.current?.version) await this.#reload();
    this.confirmedAt = Date.now();
    if (this.trouble !== null) this.#options.logger.info({}, "the policy is up to date again");
    this.trouble = null;
  }

  async #reload(): Promise<void> {
    const rows = await retryIdempotent(() => loadPolicyRows(this.#store));
    if (rows === null) return;
    this.current = buildSnapshot(rows, Date.now());
    this.#rows = rows;
    this.#options.onChange(this.current);
  }

  /** What an earlier process knew is taken whole or not at all. */
  #take({ rows, confirmedAt }: ConfirmedPolicy): void {
    this.current = buildSnapshot(rows, confirmedAt);
    this.#rows = rows;
    this.confirmedAt = confirmedAt;
  }

  #refreshInBackground(): void {
    this.refresh().catch((error: unknown) => {
      const message = error instanceof Error ? error.message : String(error);
      if (this.trouble === null) {
        const what = isStoreFailure(error)
          ? "the policy store does not answer"
          : "the policy in the store cannot be read";
        this.#options.logger.warn(
          { error: message, version: this.current?.version },
          `${what}; serving the last known policy`,
        );
      }
      this.trouble = message;
    });
  }

  /** The driver listens again by itself after the connection was lost. */
  async #listen(): Promise<void> {
    try {
      this.#subscription = await this.#options.database.sql.listen(POLICY_CHANNEL, () => this.#refreshInBackground());
    } catch (error) {
      this.#options.logger.info({ error: String(error) }, "no notifications from the policy store yet; polling alone");
    }
  }
}
