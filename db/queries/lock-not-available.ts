const LOCK_NOT_AVAILABLE = "55P03";

/** Whether a statement gave up because somebody else held what it wanted to lock. */
export function isLockNotAvailable(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === LOCK_NOT_AVAILABLE;
}
