import type { Account } from "./account";
import type { Admission, AdmitRequest } from "./contract";
import type { Reserved } from "./hold";
import type { Share } from "./share";

/** A call that memory cannot admit: parts of it are reserved here already, `shorts` the database must decide. */
export interface Ask {
  request: AdmitRequest;
  /** All of its quotas, in the order given. */
  accounts: readonly Account[];
  shorts: { account: Account; need: number }[];
  reserved: Reserved;
  counted: { share: Share; need: number; nowMs: number }[];
  /** Ms of the own clock. */
  askedAt: number;
  expiresAt: number;
  tries: number;
  resolve(admission: Admission): void;
  reject(error: Error): void;
}

/** Reserves what memory covers of a call and notes the rest. */
export function reserveCovered(
  call: { request: AdmitRequest; accounts: readonly Account[]; needs: readonly number[] },
  at: { now: number; nowMs: number; until: number },
): Pick<Ask, "shorts" | "reserved" | "counted"> {
  const part: Pick<Ask, "shorts" | "reserved" | "counted"> = {
    shorts: [],
    reserved: { places: [], held: [] },
    counted: [],
  };
  call.accounts.forEach((account, n) => {
    const need = call.needs[n] ?? 0;
    const { share } = account;
    if (share === null || !account.covers(need, at.now)) {
      if (need > account.largestNeed) account.largestNeed = need;
      account.lastUsedAt = at.now;
      part.shorts.push({ account, need });
      return;
    }
    const place = account.reserve(need, at);
    if (place === null) part.counted.push({ share, need, nowMs: at.nowMs });
    else keep(part.reserved, place, need);
  });
  return part;
}

/** Gives back what was reserved for a call that is not admitted. */
export function giveBack(ask: Ask, nowMs: number): void {
  ask.reserved.places.forEach((place, n) => {
    place.end(ask.reserved.held[n] ?? 0, 0, nowMs);
  });
  for (const { share, need, nowMs: countedAt } of ask.counted) share.uncount(need, countedAt);
  ask.reserved = { places: [], held: [] };
  ask.counted = [];
}

/** Notes that `need` is held at `place`. */
export function keep(reserved: Reserved, place: Reserved["places"][number], need: number): void {
  reserved.places.push(place);
  reserved.held.push(need);
}
