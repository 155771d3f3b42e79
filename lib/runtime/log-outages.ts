import { hostname } from "node:os";
import type { Database } from "@/db/client";
import type { StoreHealth } from "@/db/pool/breaker";
import { keepLateEvent, writeLateEvents } from "@/lib/audit/late-events";
import type { Logger } from "@/lib/telemetry/logger";
import { logHealth, warnUnlessAway } from "./store-trouble";

interface OutageParts {
  /** Where events wait for the database. */
  folder: string;
  logger: Logger;
}

/** What is known once the runtime stands: where to write, and for whom. */
interface OutageStage {
  database: Database;
  organizationId(): string | null;
}

/** Tells the audit log, late, when this process served without its database, and since when it has it again. */
export class OutageLog {
  readonly #parts: OutageParts;
  #stage: OutageStage | null = null;
  #work: Promise<unknown> = Promise.resolve();

  constructor(parts: OutageParts) {
    this.#parts = parts;
  }

  /** From now on events are kept; what an earlier process kept is written. */
  begin(stage: OutageStage): void {
    this.#stage = stage;
    this.#write(stage);
  }

  /** For the pool's `onHealthChange`. */
  readonly told = (health: StoreHealth): void => {
    const { folder, logger } = this.#parts;
    logHealth(logger)(health);
    const organizationId = this.#stage?.organizationId() ?? null;
    if (this.#stage === null || organizationId === null) return;
    const isBack = health.state === "closed";
    const kept = keepLateEvent(folder, organizationId, {
      actorKind: "system",
      actorId: "gateway",
      action: isBack ? "store.back" : "store.lost",
      targetKind: "process",
      targetId: `${hostname()}:${process.pid}`,
      before: null,
      after: isBack ? null : { trouble: health.trouble },
      clientAddress: null,
      occurredAt: health.since,
    });
    this.#work = this.#work.then(() => kept).catch(warnUnlessAway(logger, "an event of the outage could not be kept"));
    if (isBack) this.#write(this.#stage);
  };

  /** Waits for what is under way. */
  async close(): Promise<void> {
    await this.#work;
  }

  #write({ database }: OutageStage): void {
    const { folder, logger } = this.#parts;
    this.#work = this.#work
      .then(() => writeLateEvents(folder, database))
      .catch(warnUnlessAway(logger, "events of an outage could not be written yet"));
  }
}
