/** The store took longer than the caller may wait, queueing counted; the statement may still be carried out. */
export class DeadlineExceeded extends Error {
  readonly code = "DEADLINE_EXCEEDED";

  constructor(ms: number) {
    super(`no answer from the database within ${ms} ms`);
    this.name = "DeadlineExceeded";
  }
}

/** The breaker is open: the store failed so lately and so often that nobody is made to wait for it. Nothing was sent. */
export class StoreUnavailable extends Error {
  readonly code = "STORE_UNAVAILABLE";
  readonly since: Date;
  /** When asking again may help. */
  readonly retryAfterMs: number;

  constructor(pool: string, state: { since: Date; retryAfterMs: number; cause: unknown }) {
    super(`the database of "${pool}" does not answer since ${state.since.toISOString()}`, { cause: state.cause });
    this.name = "StoreUnavailable";
    this.since = state.since;
    this.retryAfterMs = state.retryAfterMs;
  }
}

/** The connection was lost under a statement; whether it was carried out is unknown. */
export class ConnectionLost extends Error {
  readonly code = "CONNECTION_CLOSED";

  constructor(why: string) {
    super(`the connection to the database was lost: ${why}`);
    this.name = "ConnectionLost";
  }
}

/** What drivers and sockets call a server that cannot be reached. */
const UNREACHABLE = /^(CONNECTION_|CONNECT_|ECONN|EPIPE$|ENOTFOUND$|EAI_|ETIMEDOUT$|EHOST|ENET)/;
/** SQLSTATE: connection exceptions (08), no resources (53), operator intervention (57P), a server that only reads (25006). */
const NOT_SERVING = /^(08...|53...|57P..|25006)$/;
/** The statement was undone whole because of what others did at the same time. */
const UNDONE = /^(40001|40P01)$/;

/** Whether the store itself failed, in contrast to a statement that it answered with an error. Looks through causes. */
export function isStoreFailure(thrown: unknown): boolean {
  return someCause(thrown, (error) => isDeadline(error) || fits(error, UNREACHABLE) || fits(error, NOT_SERVING));
}

/** Whether trying an idempotent statement again may help now. A deadline is not among it: the time is used up. */
export function isWorthRetrying(thrown: unknown): boolean {
  if (someCause(thrown, isDeadline)) return false;
  return someCause(thrown, (error) => fits(error, UNREACHABLE) || fits(error, NOT_SERVING) || fits(error, UNDONE));
}

/** Whether the connection it happened on is of no use any more: anything but an error that the server answered and lived on. */
export function endsConnection(error: unknown): boolean {
  const isAnswer = error instanceof Error && "severity" in error && error.severity === "ERROR";
  return !isAnswer || isStoreFailure(error);
}

function isDeadline(error: Error): boolean {
  return error instanceof DeadlineExceeded || error instanceof StoreUnavailable;
}

function fits(error: Error, pattern: RegExp): boolean {
  return "code" in error && typeof error.code === "string" && pattern.test(error.code);
}

function someCause(thrown: unknown, test: (error: Error) => boolean): boolean {
  for (let error = thrown; error instanceof Error; error = error.cause) {
    if (test(error)) return true;
    if (error instanceof AggregateError && error.errors.some((one) => someCause(one, test))) return true;
  }
  return false;
}
