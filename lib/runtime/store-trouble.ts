import type { StoreHealth } from "@/db/pool/breaker";
import { isStoreFailure } from "@/db/pool/store-failure";
import type { Logger } from "@/lib/telemetry/logger";

/** One line when a pool's store ceases to answer and one when it is back; nothing per request in between. */
export function logHealth(logger: Logger): (health: StoreHealth) => void {
  return ({ pool, state, trouble }) => {
    if (state === "closed") logger.info({ pool }, "the database answers again");
    else
      logger.warn({ pool, error: trouble }, "the database does not answer; serving from what is known until it does");
  };
}

/** Tells of failures, but not of each one that an absent store causes: `logHealth` told of that once. */
export function warnUnlessAway(logger: Logger, sentence: string): (error: unknown) => void {
  return (error) => {
    const fields = { error: String(error) };
    if (isStoreFailure(error)) logger.debug(fields, sentence);
    else logger.warn(fields, sentence);
  };
}
