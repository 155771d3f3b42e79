import type { Account } from "./account";
import { type Ask, keep } from "./ask";
import type { Admission, QuotaStanding } from "./contract";
import { type HoldBook, ReservedHold } from "./hold";
import { type Refusal, retryAfter, standingOf, tightest } from "./standing";

/** Standings are worked out when somebody looks: most calls only need their headers. */
export class Admitted {
  readonly kind = "admitted";
  readonly hold: ReservedHold;
  readonly #accounts: readonly Account[];
  readonly #nowMs: number;
  #standings: QuotaStanding[] | null = null;

  constructor(hold: ReservedHold, accounts: readonly Account[], nowMs: number) {
    this.hold = hold;
    this.#accounts = accounts;
    this.#nowMs = nowMs;
  }

  get standings(): QuotaStanding[] {
    this.#standings ??= this.#accounts.map((account) => standingOf(account, this.#nowMs));
    return this.#standings;
  }
}

interface Decision {
  ask: Ask;
  /** What refuses the call; null when nothing does. */
  refusing: readonly Refusal[] | null;
  /** The database's time, epoch ms. */
  nowMs: number;
  mayWait: boolean;
}

/** What the database's answer means for one call: in, out, or worth asking again because others have idle leases. */
export function decide(decision: Decision, book: HoldBook): Admission | "wait" {
  const { ask, refusing, nowMs, mayWait } = decision;
  if (refusing === null) return admitted(ask, nowMs, book);
  if (mayWait && refusing.every(isRecallable)) return "wait";
  const by = tightest(refusing, nowMs);
  if (by === null) throw new Error("the database refused a call without naming a quota");
  const retryAfterMs = retryAfter(by, nowMs);
  const standing = standingOf(by.account, nowMs);
  return {
    kind: "refused",
    by: by.account.rolling && retryAfterMs !== null ? { ...standing, resetsAt: nowMs + retryAfterMs } : standing,
    retryAfterMs,
    standings: ask.accounts.map((account) => standingOf(account, nowMs)),
  };
}

function admitted(ask: Ask, nowMs: number, book: HoldBook): Admission {
  const { reserved, request } = ask;
  const at = { requestId: request.requestId, second: Math.floor(nowMs / 1000), until: ask.expiresAt };
  for (const { account, need } of ask.shorts) {
    account.used += need;
    if (account.mode === "count" || need === 0 || account.share === null) continue;
    keep(reserved, account.share.adopt(need, at), need);
  }
  const call = { requestId: request.requestId, expiresAt: ask.expiresAt };
  return new Admitted(new ReservedHold(call, reserved, book), ask.accounts, nowMs);
}

/** Enough lies idle in other processes' leases; they give it back within a tick. */
function isRecallable({ account, missing }: Refusal): boolean {
  const elsewhere = account.share?.elsewhere ?? 0;
  return account.quota.limit > 0n && elsewhere > 0 && missing <= elsewhere;
}
