import type { RecordInterest } from "@/db/queries/requests/follow-records";
import { listRecords, readClock } from "@/db/queries/requests/list-records";
import { showRecord } from "@/lib/admin/requests/show-record";
import { TAIL_OVERLAP_MS, tailCursor } from "@/lib/admin/requests/tail-cursor";
import type { Followed, FollowWish, RequestWatch } from "@/lib/admin/requests/watch-contract";
import { AdminError } from "@/lib/errors/admin-error";
import { Follower } from "./follower";
import { type FeedDeps, RequestFeed } from "./request-feed";

const MOST_PER_PROCESS = 200;
/** A browser has six connections to a host, and needs some for everything else. */
const MOST_PER_PERSON = 4;
/** What was recorded in a longer absence is for the list to load. */
const LONGEST_ABSENCE_MS = 10 * 60_000;
const MOST_CAUGHT_UP = 200;

/** How often the store is asked for news, and how often a reader's rights are looked at again. */
export interface LivePace {
  pollMs: number;
  checkMs: number;
}

const PACE: LivePace = { pollMs: 1_000, checkMs: 10_000 };

/** Everybody in this process who watches requests come in. */
export class LiveRequests implements RequestWatch {
  readonly checkMs: number;
  readonly #deps: FeedDeps;
  readonly #feeds = new Map<string, RequestFeed>();
  readonly #followers = new Set<Follower>();
  #isClosing = false;

  constructor({ pace = PACE, ...deps }: Omit<FeedDeps, "pollMs"> & { pace?: LivePace }) {
    this.checkMs = pace.checkMs;
    this.#deps = { ...deps, pollMs: pace.pollMs };
  }

  get size(): number {
    return this.#followers.size;
  }

  async follow({ personId, interest, since }: FollowWish): Promise<Followed> {
    const { sql } = this.#deps.database;
    this.#refuseTooMany(personId);
    const now = this.#deps.now().getTime();
    const follower = new Follower({ interest, personId, cursor: "", now });
    this.#followers.add(follower);
    try {
      const readAt = await readClock(sql);
      this.#feedOf(interest.scope.organizationId).add(follower, new Date(readAt.getTime() - TAIL_OVERLAP_MS));
      const isLong = since !== null && readAt.getTime() - since.getTime() > LONGEST_ABSENCE_MS;
      const rows = since === null || isLong ? [] : await this.#recordedSince(interest, since);
      const hasGap = isLong || rows.length > MOST_CAUGHT_UP;
      const caughtUp = hasGap ? [] : rows.map(showRecord);
      return { follower, caughtUp, hasGap, cursor: tailCursor(readAt), leave: () => this.#leave(follower) };
    } catch (error) {
      this.#leave(follower);
      throw error;
    }
  }

  #leave(follower: Follower): void {
    const { organizationId } = follower.interest.scope;
    this.#followers.delete(follower);
    follower.finish("left");
    const feed = this.#feeds.get(organizationId);
    feed?.remove(follower);
    if (feed?.isIdle) this.#feeds.delete(organizationId);
  }

  close(): void {
    this.#isClosing = true;
    for (const follower of this.#followers) follower.finish("shutting_down");
  }

  #recordedSince({ scope, filter }: RecordInterest, since: Date) {
    const page = { filter, olderThan: null, recordedSince: since, limit: MOST_CAUGHT_UP + 1 };
    return listRecords(this.#deps.database.sql, scope, page);
  }

  #feedOf(organizationId: string): RequestFeed {
    const known = this.#feeds.get(organizationId);
    if (known !== undefined) return known;
    const feed = new RequestFeed(organizationId, this.#deps);
    this.#feeds.set(organizationId, feed);
    return feed;
  }

  #refuseTooMany(personId: string): void {
    if (this.#isClosing) throw new AdminError("unavailable", "This process is shutting down. Try again at once.");
    const own = [...this.#followers].filter((follower) => follower.personId === personId).length;
    if (own < MOST_PER_PERSON && this.#followers.size < MOST_PER_PROCESS) return;
    const whose = own < MOST_PER_PERSON ? "too many people watch requests here" : `you watch ${own} times already`;
    throw new AdminError("too_many_live", `Close another live view first: ${whose}.`);
  }
}
