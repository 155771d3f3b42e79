import type { Account } from "./account";
import { IDLE_MS, LEASE_MS } from "./batch";
import type { ReservedHold } from "./hold";
import type { LastSeen } from "./last-seen";
import { type Share, spanMsOf } from "./share";

/** Leases and running calls are confirmed this often. */
const RENEW_MS = LEASE_MS / 3;
/** An account nobody used this long is forgotten. */
const FORGET_MS = 60_000;

interface Upkept {
  accounts: Map<string, Account>;
  live: Set<ReservedHold>;
  /** Ms of the own clock, and the same instant of the database's. */
  now: number;
  nowMs: number;
  /** Told of every share that is let go. */
  lastSeen: LastSeen;
}

/**
 * What a process does between calls: notes how busy its quotas are, sends idle leases home, renews others, expires holds.
 * Says whether anything is borrowed, because then somebody may be waiting for it.
 */
export function upkeep(state: Upkept): boolean {
  const { accounts, live, now } = state;
  let isBorrowing = false;
  for (const hold of live) {
    if (hold.expiresAt <= now) hold.expire();
    else hold.tick();
  }
  for (const [id, account] of accounts) {
    account.tick(now);
    tend(id, account, state);
    isBorrowing ||= (account.share?.free ?? 0) > 0;
    if (account.share === null && account.older.size === 0 && now - account.lastUsedAt > FORGET_MS) accounts.delete(id);
  }
  return isBorrowing;
}

function tend(id: string, account: Account, { now, nowMs, lastSeen }: Upkept): void {
  for (const share of account.older) {
    if (share.isEmpty) account.older.delete(share);
    else if (now - share.syncedAt > RENEW_MS && share.running > 0) share.touch();
  }
  const { share } = account;
  if (share === null) return;
  forgetSlices(share, nowMs);
  const isIdle = now - account.lastUsedAt > IDLE_MS;
  if (isIdle && share.isEmpty && share.slices.size === 0) {
    lastSeen.note(id, account.quota, { share, nowMs });
    account.share = null;
  } else if (needsTelling(account, share, { now, isIdle })) share.touch();
}

function needsTelling(account: Account, share: Share, at: { now: number; isIdle: boolean }): boolean {
  if (share.free > 0 && (at.isIdle || share.validUntil <= at.now)) return true;
  if (share.free + share.running > 0 && at.now - share.syncedAt > RENEW_MS) return true;
  return !at.isIdle && !account.near && account.want(0, share.free) > share.free;
}

function forgetSlices(share: Share, nowMs: number): void {
  if (share.slices.size === 0) return;
  const oldest = nowMs - spanMsOf(share.owner.quota.window);
  for (const start of share.slices.keys()) if (start < oldest) share.slices.delete(start);
}
