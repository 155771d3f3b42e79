import type { RecordInterest } from "@/db/queries/requests/follow-records";
import type { RequestSummary } from "@/lib/admin-api/schemas/requests";

/** Why a stream of requests ends on this side. */
export type LiveEnd = "signed_out" | "rights_changed" | "shutting_down" | "unavailable" | "too_slow" | "left";

/** What waits for a reader; taken as a whole. */
export interface News {
  /** Newest first. */
  items: RequestSummary[];
  /** More was recorded than is here. */
  isCut: boolean;
  /** Everything up to here is told; the place to go on from. */
  cursor: string;
}

/** Who wants to watch what. */
export interface FollowWish {
  personId: string;
  interest: RecordInterest;
  /** Goes on from here; null: from now. */
  since: Date | null;
}

/** One reader, as what writes to it sees it. */
export interface Following {
  readonly end: LiveEnd | null;
  /** Whether rows wait. */
  readonly hasNews: boolean;
  /** Resolves when there is news, when it ends, or after `ms`. */
  wait(ms: number): Promise<void>;
  take(now: number): News;
  finish(why: LiveEnd): void;
}

/** A reader that was let in, with what it missed since it was last here. */
export interface Followed {
  follower: Following;
  /** Newest first. */
  caughtUp: RequestSummary[];
  /** It missed more than that: its list must be loaded again. */
  hasGap: boolean;
  cursor: string;
  /** Whoever was let in must leave again. */
  leave(): void;
}

/** Everybody in this process who watches requests come in. */
export interface RequestWatch {
  /** How often a reader's rights are looked at again. */
  readonly checkMs: number;
  /** Lets a reader in. Throws AdminError `too_many_live`, `unavailable`. */
  follow(wish: FollowWish): Promise<Followed>;
  /** Ends everybody and lets nobody in: the server is going. */
  close(): void;
}

/** For processes and tests in which nobody watches. */
export const NOBODY_WATCHES: RequestWatch = {
  checkMs: 0,
  follow: () => Promise.reject(new Error("nobody watches here")),
  close: () => undefined,
};
