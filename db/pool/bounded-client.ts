import type postgres from "postgres";
import type { BoundedPool } from "./bounded-pool";
import { innerQuery } from "./driver";
import type { TransactionBody } from "./guard-transaction";

/**
 * A pool with the driver's own face, for drizzle and for statements written by hand. Every query and transaction that is made with
 * it runs within `deadlineMs`; there is no way around that but another face.
 */
export function boundedClient<Types extends Record<string, unknown>>(
  model: postgres.Sql<Types>,
  pool: BoundedPool,
  deadlineMs: number,
): postgres.Sql<Types> {
  const adopt = <Made>(made: Made): Made => {
    const query = innerQuery(made);
    if (query !== null) query.handler = (asked) => pool.runQuery(asked, deadlineMs);
    return made;
  };
  const { unsafe } = model;
  const face = (...parts: Parameters<typeof model>) => adopt(model(...parts));
  const own = {
    unsafe: (...args: Parameters<typeof unsafe>) => adopt(unsafe(...args)),
    begin: (...args: [string, TransactionBody<unknown>] | [TransactionBody<unknown>]) => {
      const [first, second] = args;
      const [options, body] = typeof first === "string" ? [first, second] : ["", first];
      if (body === undefined) return Promise.reject(new TypeError("a transaction needs a body"));
      return pool.begin({ options, body, deadlineMs });
    },
    reserve: () => Promise.reject(new TypeError("a reserved connection has no deadline: use begin")),
    end: () => pool.close(5_000),
  };
  return Object.assign(face, model, own) as unknown as postgres.Sql<Types>;
}
