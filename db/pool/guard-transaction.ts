import type postgres from "postgres";
import { innerQuery } from "./driver";
import type { Slot } from "./slot";
import { ConnectionLost } from "./store-failure";

type Scope = postgres.TransactionSql;

/** What a transaction does, on the driver's own scope. */
export type TransactionBody<T> = (sql: Scope) => Promise<T>;

export interface TransactionGuard {
  slot: Slot;
  /** Why nothing may be committed any more; null while it may. */
  over(): Error | null;
  /** Told of the real failure when the connection is gone. */
  onLost(error: Error): void;
}

/**
 * The body as the driver may run it. After its connection is lost the driver would write `rollback` to a socket that is not there,
 * which ends the process; so from then on it is left waiting for a promise that nobody keeps, and the caller is told directly. A
 * transaction whose caller was told that time is over is rolled back, however far its body got.
 */
export function guardTransaction<T>(guard: TransactionGuard, body: TransactionBody<T>): TransactionBody<T> {
  return async (sql) => {
    try {
      const result = await body(guardScope(guard, sql));
      const over = guard.over();
      if (guard.slot.lost === null && over === null) return result;
      throw over ?? guard.slot.lost;
    } catch (error) {
      if (guard.slot.lost === null) throw error;
      guard.onLost(error instanceof Error ? error : guard.slot.lost);
      return new Promise<T>(() => undefined);
    }
  };
}

/** The scope with statements that never reach a lost connection, and savepoints that are guarded in turn. */
function guardScope(guard: TransactionGuard, sql: Scope): Scope {
  const adopt = <Made>(made: Made): Made => {
    const query = innerQuery(made);
    if (query === null) return made;
    const { handler } = query;
    query.handler = (asked) => (guard.slot.lost === null ? handler(asked) : asked.reject(lostUnder(guard.slot.lost)));
    return made;
  };
  const { savepoint, unsafe } = sql;
  const scope = (...parts: Parameters<typeof sql>) => adopt(sql(...parts));
  const own = {
    unsafe: (...args: Parameters<typeof unsafe>) => adopt(unsafe(...args)),
    savepoint: (...args: [string, TransactionBody<unknown>] | [TransactionBody<unknown>]) => {
      const [first, second] = args;
      return typeof first === "string"
        ? savepoint(first, guardTransaction(guard, second ?? (async () => undefined)))
        : savepoint(guardTransaction(guard, first));
    },
  };
  return Object.assign(scope, sql, own) as unknown as Scope;
}

function lostUnder(cause: Error): ConnectionLost {
  return Object.assign(new ConnectionLost("before this statement"), { cause });
}
