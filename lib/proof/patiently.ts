import { setTimeout as delay } from "node:timers/promises";
import { isStoreFailure } from "@/db/pool/store-failure";

/** A store that is slow for a moment is no finding about a control. */
export const TRIES = 5;
/** The wait before the second try; each further one is longer by as much. */
export const AGAIN_AFTER_MS = 300;

/** Does what can be done twice again while the store does not answer. Throws what the last try threw. */
export async function patiently<Value>(work: () => Promise<Value>, signal: AbortSignal): Promise<Value> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (tries === TRIES || !isStoreFailure(error)) throw error;
    }
    await delay(AGAIN_AFTER_MS * tries, undefined, { signal });
  }
}
