import type { Deadline } from "./deadline";
import { guardTransaction, type TransactionBody } from "./guard-transaction";
import type { Slot } from "./slot";
import { DeadlineExceeded, isStoreFailure } from "./store-failure";
import type { Task } from "./task";

/** A transaction from `begin` to `commit`. What its body throws goes to the caller; the connection stays unless it was lost. */
export class TransactionTask<T> implements Task {
  readonly query = null;
  readonly deadlineMs: number;
  readonly isProbe = false;
  readonly fail: (error: Error) => void;
  deadline: Deadline | null = null;
  grace: NodeJS.Timeout | null = null;
  slot: Slot | null = null;
  isExpired = false;
  readonly #options: string;
  readonly #body: TransactionBody<T>;
  readonly #resolve: (result: T) => void;

  constructor(
    work: { options: string; body: TransactionBody<T>; deadlineMs: number },
    caller: { resolve(result: T): void; reject(error: unknown): void },
  ) {
    this.deadlineMs = work.deadlineMs;
    this.#options = work.options;
    this.#body = work.body;
    this.#resolve = caller.resolve;
    this.fail = caller.reject;
  }

  run(slot: Slot, ended: (error: unknown) => void): void {
    let isEnded = false;
    const failed = (error: unknown) => {
      this.fail(error instanceof Error ? error : new Error(String(error), { cause: error }));
      end(isStoreFailure(error) || slot.lost !== null ? error : null);
    };
    const end = (error: unknown) => {
      if (isEnded) return;
      isEnded = true;
      ended(error);
    };
    const over = () => (this.isExpired ? new DeadlineExceeded(this.deadlineMs) : null);
    const body = guardTransaction({ slot, over, onLost: failed }, this.#body);
    slot.client.begin(this.#options, body).then((result) => {
      this.#resolve(result as T);
      end(null);
    }, failed);
  }
}
