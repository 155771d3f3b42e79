/** Bounds the product promises, in milliseconds. Tests assert these and no other times. */
export const PROMISES = {
  /** From the caller's abort to the end of the upstream's connection. */
  abortReachesUpstreamMs: 250,
  /** From the portal's answer to every gateway process enforcing the change. */
  changeIsEnforcedMs: 2000,
  /** The longest any call waits because of Postgres, whatever it does: one deadline, one try more, and a busy machine. */
  callWaitsForStoreMs: 5000,
  /** What checking a cached key adds at most to 99 of 100 calls while Postgres is frozen. */
  cachedKeyAddedMs: 5,
} as const;
