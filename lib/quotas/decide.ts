import type { Account } from "./account";
import { type Ask, keep } from "./ask";
import type { Admission, Hold, Quota, QuotaStanding } from "./contract";
import { type HoldBook, ReservedHold } from "./hold";
import type { Share } from "./share";
import { explain, isTooLarge, type Refusal, retryAfter, standingOf, tightest } from "./standing";
import type { StoreClock } from "./store-clock";

const NONE: readonly Quota[] = [];

/** Standings are worked out when somebody looks: most calls only need their headers. */
export class Admitted {
  readonly kind = "admitted";
  readonly hold: Hold;
  /** Epoch ms of the database's clock. */
  readonly at: number;
  readonly withoutStore: readonly Quota[];
  readonly #look: () => QuotaStanding[];
  #standings: QuotaStanding[] | null = null;

  constructor(hold: Hold, at: number, look: () => QuotaStanding[], withoutStore: readonly Quota[] = NONE) {
    this.hold = hold;
    this.at = at;
    this.withoutStore = withoutStore;
    this.#look = look;
  }

  get standings(): QuotaStanding[] {
    this.#standings ??= this.#look();
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
  /** Where the answer put what is asked of an account: its share may have been retired since. */
  shareOf(account: Account): Share | null;
}

/** What the database's answer means for one call: in, out, or worth asking again because others have idle leases. */
export function decide(decision: Decision, book: HoldBook): Admission | "wait" {
  const { ask, refusing, nowMs, mayWait } = decision;
  if (refusing === null) return admitted(decision, book);
  if (mayWait && refusing.every(isRecallable)) return "wait";
  const by = tightest(refusing, nowMs);
  // What refused it was asked under a calendar that holds no more.
  if (by === null) return "wait";
  const retryAfterMs = retryAfter(by, nowMs);
  return {
    kind: "refused",
    by: explain(by, nowMs, retryAfterMs),
    retryAfterMs,
    standings: ask.accounts.map((account) => standingOf(account, nowMs)),
  };
}

function admitted({ ask, nowMs, shareOf }: Decision, book: HoldBook): Admission {
  const { reserved, request } = ask;
  const at = { requestId: request.requestId, nowMs, until: ask.expiresAt };
  for (const { account, need } of ask.shorts) {
    account.used += need;
    const share = shareOf(account);
    if (account.mode === "count" || need === 0 || share === null) continue;
    keep(reserved, share.adopt(need, at), need);
  }
  return admissionOf(ask, nowMs, book);
}

function admissionOf({ request, reserved, expiresAt, accounts }: Ask, nowMs: number, book: HoldBook): Admission {
  const hold = new ReservedHold({ requestId: request.requestId, expiresAt }, reserved, book);
  return new Admitted(hold, nowMs, () => accounts.map((account) => standingOf(account, nowMs)));
}

/**
 * Admits a waiting call that memory covers by now, because a statement borrowed since it asked; false when it must ask after all.
 * Else busy callers would ask for ever: every statement takes home what the last one borrowed, and those that come meanwhile
 * find nothing and wait for the next.
 */
export function settleCovered(ask: Ask, clock: StoreClock, book: HoldBook): boolean {
  const at = { now: clock.own(), nowMs: clock.now(), until: ask.expiresAt };
  if (!ask.shorts.every(({ account, need }) => account.covers(need, at.now))) return false;
  for (const { account, need } of ask.shorts) {
    const place = account.reserve(need, at);
    if (place !== null) keep(ask.reserved, place, need);
  }
  ask.resolve(admissionOf(ask, at.nowMs, book));
  return true;
}

/** Enough lies idle in other processes' leases; they give it back within a tick. */
function isRecallable(refusal: Refusal): boolean {
  const { account, missing } = refusal;
  const { elsewhere, bound } = account.share ?? { elsewhere: 0, bound: 0 };
  return !isTooLarge(refusal) && bound > 0 && elsewhere > 0 && missing <= elsewhere;
}
