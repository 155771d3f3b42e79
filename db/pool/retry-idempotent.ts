import { isWorthRetrying, StoreUnavailable } from "./store-failure";

const TRIES = 3;
const FIRST_WAIT_MS = 20;

/**
 * Runs a statement that may be carried out twice without harm, at most three times: for a server that is leaving or only reads
 * (57P01, 25006), has no connections (53300), undid it (40001, 40P01), or a connection that was lost. Never after a deadline: the
 * caller's time is used up. Waits 20 to 80 ms in between, at random, so that processes do not come back all at once.
 */
export async function retryIdempotent<T>(work: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await work();
    } catch (error) {
      if (tried >= TRIES || error instanceof StoreUnavailable || !isWorthRetrying(error)) throw error;
      await pause(FIRST_WAIT_MS * tried * (1 + Math.random()));
    }
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
