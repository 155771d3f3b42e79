import type { Database } from "@/db/client";
import {
  type ClaimedDelivery,
  claimDeliveries,
  type DeliveryEnd,
  finishDelivery,
} from "@/db/queries/notices/claim-deliveries";
import type { Keyring } from "@/lib/crypto/keyring-contract";
import type { Logger } from "@/lib/telemetry/logger";
import type { SendingDeps } from "./destinations/destination";
import { retryAfter } from "./retry-after";
import { sendNotice } from "./send-notice";

const LOOK_MS = 1_000;
const PER_DESTINATION = 5;
/** Longer than any try can last, mail included. */
const LEASE_SECONDS = 60;

export interface NoticeDeps extends SendingDeps {
  database: Pick<Database, "orm">;
  keyring: Pick<Keyring, "unseal">;
  logger: Logger;
}

/**
 * Delivers what was told, for as long as the process runs. Each delivery is tried by one process at a time, each destination by itself: one
 * that hangs holds up no other. A process that dies in the middle loses nothing; the try is repeated under the same id.
 */
export class NoticeSender {
  readonly #deps: NoticeDeps;
  readonly #running = new Map<string, Promise<void>>();

  constructor(deps: NoticeDeps) {
    this.#deps = deps;
  }

  /** Begins a try of everything that is due at destinations that are not at work already; does not wait for their answers. */
  async look(): Promise<void> {
    const claimed = await claimDeliveries(this.#deps.database.orm, {
      busy: [...this.#running.keys()],
      perDestination: PER_DESTINATION,
      leaseSeconds: LEASE_SECONDS,
    });
    for (const [destinationId, deliveries] of Map.groupBy(claimed, (one) => one.destination.id)) {
      const work = Promise.all(deliveries.map((one) => this.#deliver(one))).then(() => {
        this.#running.delete(destinationId);
      });
      this.#running.set(destinationId, work);
    }
  }

  /** Resolves when every try that has begun has ended. */
  async settled(): Promise<void> {
    await Promise.all(this.#running.values());
  }

  async #deliver(delivery: ClaimedDelivery): Promise<void> {
    const { database, logger } = this.#deps;
    try {
      const end = await this.#try(delivery);
      if (end.kind !== "delivered")
        logger.warn(
          { delivery: delivery.id, destination: delivery.destination.id, ...end },
          "a notice was not delivered",
        );
      await finishDelivery(database.orm, delivery.id, end);
    } catch (error) {
      logger.debug(
        { delivery: delivery.id, error: String(error) },
        "what became of a notice was not noted; trying again",
      );
    }
  }

  async #try({ destination, notice, person, attempts }: ClaimedDelivery): Promise<DeliveryEnd> {
    if (person !== null && person.email === null) return { kind: "cancelled", trouble: "They left meanwhile." };
    const addressee = person === null ? null : { name: person.name, email: person.email ?? "" };
    const { isTaken, status, said } = await sendNotice({ destination, notice, person: addressee }, this.#deps);
    if (isTaken) return { kind: "delivered", status };
    const afterSeconds = retryAfter(attempts, Math.random());
    if (afterSeconds === null) return { kind: "dead", status, trouble: said };
    return { kind: "again", status, trouble: said, afterSeconds };
  }
}

/** Looks again and again until told to stop, which waits for the tries that have begun. */
export function attendNotices(deps: NoticeDeps): { stop(): Promise<void> } {
  const sender = new NoticeSender(deps);
  let isStopped = false;
  let timer: NodeJS.Timeout;
  let looking: Promise<void> = Promise.resolve();
  const look = async () => {
    try {
      await sender.look();
    } catch (error) {
      if (!isStopped) deps.logger.debug({ error: String(error) }, "could not look after notices; looking again");
    }
    if (!isStopped) again();
  };
  const again = () => {
    timer = setTimeout(() => {
      looking = look();
    }, LOOK_MS).unref();
  };
  again();
  return {
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await looking;
      await sender.settled();
    },
  };
}
