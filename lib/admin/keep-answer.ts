import { createHash } from "node:crypto";
import { and, eq, lt, sql } from "drizzle-orm";
import { idempotentAnswer } from "@/db/schema";
import { AdminError } from "@/lib/errors/admin-error";
import type { ChangeHooks } from "./define-verb";

/** What is kept of an answer. */
export interface KeptAnswer {
  status: number;
  body: unknown;
}

/** Thrown inside the transaction of a repeated mutation, so that nothing happens twice; the caller answers with `answer`. */
export class RepeatedAnswer extends Error {
  readonly answer: KeptAnswer;

  constructor(answer: KeptAnswer) {
    super("This mutation was already done.");
    this.name = "RepeatedAnswer";
    this.answer = answer;
  }
}

interface KeepAnswer {
  /** Whose key it is: keys of different actors never meet. */
  actorId: string;
  key: string;
  /** What makes the request this one: method, path and body. */
  request: readonly string[];
}

/**
 * Hooks that make a mutation with an `Idempotency-Key` happen once. Its answer is stored in the mutation's own transaction, so either
 * both exist or neither. A repeat throws RepeatedAnswer; another request under the same key is refused with `idempotency_mismatch`,
 * and one that comes while the first still runs with `idempotency_in_progress`. Answers are forgotten after 24 hours.
 */
export function keepAnswer<Answer extends KeptAnswer>(once: KeepAnswer): ChangeHooks<Answer> {
  const hash = createHash("sha256");
  for (const part of once.request) hash.update(part).update("\0");
  const requestHash = hash.digest();
  const mine = and(eq(idempotentAnswer.actorId, once.actorId), eq(idempotentAnswer.key, once.key));
  return {
    async before(run) {
      const [lock] = await run.execute<{ taken: boolean }>(
        sql`select pg_try_advisory_xact_lock(hashtextextended(${`once:${once.actorId}:${once.key}`}, 0)) as taken`,
      );
      if (lock?.taken !== true) {
        throw new AdminError(
          "idempotency_in_progress",
          "A request with this Idempotency-Key is still running. Repeat it in a moment to get its answer.",
        );
      }
      await run
        .delete(idempotentAnswer)
        .where(and(mine, lt(idempotentAnswer.createdAt, sql`now() - interval '24 hours'`)));
      const [kept] = await run.select().from(idempotentAnswer).where(mine).limit(1);
      if (kept === undefined) return;
      if (!requestHash.equals(kept.requestHash)) {
        throw new AdminError(
          "idempotency_mismatch",
          "This Idempotency-Key was used for another request. Use a new key for a new request.",
        );
      }
      throw new RepeatedAnswer({ status: kept.status ?? 200, body: kept.body });
    },
    async after(run, answer) {
      await run.insert(idempotentAnswer).values({
        actorId: once.actorId,
        key: once.key,
        requestHash,
        status: answer.status,
        body: answer.body,
      });
    },
  };
}
