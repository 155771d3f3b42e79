import type { Admission, Amounts, Hold, Quota, QuotaEngine, QuotaStanding } from "@/lib/quotas/contract";
import { explainRefusal } from "../steps/explain-refusal";

interface HoldOptions {
  requestId: string;
  quotas: QuotaEngine;
  publicUrl: string;
  /** Nobody runs longer: then a hold gives itself back. */
  holdMs: number;
  /** Told of a refusal and of what was asked for, for the trace. */
  onRefused(refused: Extract<Admission, { kind: "refused" }>, estimate: Amounts): void;
}

/** What one session has used so far, and what it may use next. */
export interface SessionNeed {
  used: Amounts;
  foreseen: Amounts;
}

const NOTHING: Amounts = { costMicros: 0n, inputTokens: 0, outputTokens: 0 };

/**
 * The holds of one session. Requests, concurrency and windows of the calendar are held once and grown before each answer: they are
 * settled at the end, with the session's record, because the ledger books it where it began. Rolling minutes and hours forget, so
 * there each answer is held and settled by itself, and a session that is silent holds nothing.
 */
export class SessionHolds {
  readonly #options: HoldOptions;
  /** Grown beside the first one; what was used is settled there. */
  readonly #grown: Hold[] = [];
  #rolling: Hold[] = [];
  #held = NOTHING;
  #heldRolling = NOTHING;
  #holds = 0;

  constructor(options: HoldOptions) {
    this.#options = options;
  }

  /**
   * Lets a session in, with room for a first answer; gives the hold that is settled with its record. Throws AppError
   * `rate_limit_exceeded`, `budget_exceeded`, `model_unpriced`, `policy_unavailable`.
   */
  async open(
    quotas: readonly Quota[],
    first: Amounts,
  ): Promise<{ hold: Hold; at: number; standings: QuotaStanding[] }> {
    const rolling = await this.#admit(quotas.filter(isRolling), first);
    try {
      const whole = await this.#admit(
        quotas.filter((quota) => !isRolling(quota)),
        first,
      );
      this.#rolling = [rolling.hold];
      this.#heldRolling = first;
      this.#held = first;
      return { hold: whole.hold, at: whole.at, standings: [...whole.standings, ...rolling.standings] };
    } catch (error) {
      rolling.hold.settle({ ...NOTHING, providerId: null });
      throw error;
    }
  }

  /** Holds what is missing to what the session may use next. Throws as `open` does. */
  async cover(quotas: readonly Quota[], { used, foreseen }: SessionNeed): Promise<void> {
    const rolling = missing(this.#heldRolling, foreseen);
    if (rolling !== null) {
      const { hold } = await this.#admit(quotas.filter(isRolling), rolling);
      this.#rolling.push(hold);
      this.#heldRolling = plus(this.#heldRolling, rolling);
    }
    const grown = missing(this.#held, plus(used, foreseen));
    if (grown === null) return;
    const { hold } = await this.#admit(
      quotas.filter((quota) => !isRolling(quota) && isSized(quota)),
      grown,
    );
    this.#grown.push(hold);
    this.#held = plus(this.#held, grown);
  }

  /** Books an answer that ended in the rolling windows; where no other runs, what they held for it is free again. */
  settleAnswer(used: Amounts, at: { providerId: string; isLast: boolean }): void {
    const [first, ...others] = this.#rolling;
    first?.settle({ ...used, providerId: at.providerId });
    this.#rolling = others;
    if (!at.isLast) return;
    this.#release(this.#rolling);
    this.#rolling = [];
    this.#heldRolling = NOTHING;
  }

  /** The session is over, and its first hold settled. */
  close(): void {
    this.#release([...this.#grown, ...this.#rolling]);
  }

  #release(holds: readonly Hold[]): void {
    for (const hold of holds) hold.settle({ ...NOTHING, providerId: null });
  }

  async #admit(quotas: readonly Quota[], estimate: Amounts) {
    const { requestId, holdMs, publicUrl, onRefused } = this.#options;
    this.#holds += 1;
    // Rows that a hold leaves in the database are named after it, so those of one session must differ.
    const name = this.#holds === 1 ? requestId : `${requestId}~${this.#holds}`;
    const admission = await this.#options.quotas.admit({ requestId: name, quotas, estimate, holdMs });
    if (admission.kind === "refused") {
      onRefused(admission, estimate);
      throw explainRefusal(admission, estimate, publicUrl);
    }
    const { hold, standings } = admission;
    return { hold, standings, at: admission.at ?? Date.now() };
  }
}

/** What `need` has more than `held`; null when nothing. */
function missing(held: Amounts, need: Amounts): Amounts | null {
  const more = {
    costMicros: need.costMicros === null ? null : above(need.costMicros, held.costMicros ?? 0n),
    inputTokens: Math.max(0, need.inputTokens - held.inputTokens),
    outputTokens: Math.max(0, need.outputTokens - held.outputTokens),
  };
  return more.costMicros === 0n && more.inputTokens === 0 && more.outputTokens === 0 ? null : more;
}

function above(one: bigint, other: bigint): bigint {
  return one > other ? one - other : 0n;
}

/** An unknown price stays unknown. */
export function plus(one: Amounts, other: Amounts): Amounts {
  return {
    costMicros: one.costMicros === null || other.costMicros === null ? null : one.costMicros + other.costMicros,
    inputTokens: one.inputTokens + other.inputTokens,
    outputTokens: one.outputTokens + other.outputTokens,
  };
}

function isSized({ unit }: Quota): boolean {
  return unit !== "requests" && unit !== "concurrent";
}

function isRolling(quota: Quota): boolean {
  return isSized(quota) && (quota.window === "minute" || quota.window === "hour");
}
