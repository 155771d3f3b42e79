import type { Database } from "@/db/client";
import { followRecords } from "@/db/queries/requests/follow-records";
import { readClock } from "@/db/queries/requests/list-records";
import { showRecord } from "@/lib/admin/requests/show-record";
import { TAIL_OVERLAP_MS, tailCursor } from "@/lib/admin/requests/tail-cursor";
import type { Follower } from "./follower";

/** A store that needs long is asked less often, down to this. */
const REST_FACTOR = 4;
const LONGEST_REST_MS = 5_000;
/** Rows of one kind that one look brings. */
const MOST_ROWS = 200;
const MOST_FAILURES = 3;
/** A reader who leaves rows lying for this long is gone. */
const STALE_MS = 120_000;

export interface FeedDeps {
  database: Pick<Database, "sql">;
  now(): Date;
  /** Between two looks. */
  pollMs: number;
}

/** What is recorded in one organization, told to everybody who follows. Asks the store only while somebody does. */
export class RequestFeed {
  readonly #organizationId: string;
  readonly #deps: FeedDeps;
  readonly #followers = new Set<Follower>();
  /** Told records that a look may bring again, with when they were told. */
  readonly #known = new Map<string, number>();
  #since: Date | null = null;
  #failures = 0;
  #timer: NodeJS.Timeout | null = null;
  #isLooking = false;

  constructor(organizationId: string, deps: FeedDeps) {
    this.#organizationId = organizationId;
    this.#deps = deps;
  }

  get isIdle(): boolean {
    return this.#followers.size === 0;
  }

  /** Tells `follower` from `since` on, by the database's clock. */
  add(follower: Follower, since: Date): void {
    this.#followers.add(follower);
    this.#since ??= since;
    if (this.#timer === null && !this.#isLooking) this.#lookIn(this.#deps.pollMs);
  }

  remove(follower: Follower): void {
    this.#followers.delete(follower);
    if (!this.isIdle) return;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#since = null;
    this.#known.clear();
  }

  #lookIn(ms: number): void {
    this.#timer = setTimeout(() => void this.#lookOnce(), ms).unref();
  }

  async #lookOnce(): Promise<void> {
    this.#timer = null;
    this.#isLooking = true;
    const began = this.#deps.now().getTime();
    try {
      await this.#look();
      this.#failures = 0;
    } catch {
      // The pool says when the store is away; readers come back by themselves and then hear it from their own request.
      this.#failures++;
      if (this.#failures >= MOST_FAILURES) for (const follower of this.#followers) follower.finish("unavailable");
    }
    this.#isLooking = false;
    const tookMs = this.#deps.now().getTime() - began;
    if (!this.isIdle) this.#lookIn(Math.max(this.#deps.pollMs, Math.min(LONGEST_REST_MS, tookMs * REST_FACTOR)));
  }

  async #look(): Promise<void> {
    const { sql } = this.#deps.database;
    const followers = [...this.#followers];
    const since = this.#since;
    if (since === null) return;
    const kinds = new Map(followers.map(({ interest }) => [JSON.stringify(interest, withBigints), interest]));
    const places = [...kinds.keys()];
    const readAt = await readClock(sql);
    const rows = await followRecords(sql, {
      organizationId: this.#organizationId,
      interests: [...kinds.values()],
      recordedSince: since,
      known: [...this.#known.keys()],
      limit: MOST_ROWS,
    });
    const cursor = tailCursor(readAt);
    const told = rows.map((row) => ({ fits: row.fits, isCut: row.isCut, shown: showRecord(row) }));
    for (const follower of followers) {
      const place = places.indexOf(JSON.stringify(follower.interest, withBigints));
      const mine = told.filter(({ fits }) => fits[place] === true);
      follower.tell({ items: mine.map(({ shown }) => shown), isCut: mine.some(({ isCut }) => isCut), cursor });
      this.#dropStale(follower);
    }
    this.#remember(rows, readAt);
  }

  #dropStale(follower: Follower): void {
    if (follower.hasNews && this.#deps.now().getTime() - follower.takenAt > STALE_MS) follower.finish("too_slow");
  }

  /** The next look overlaps this one, for transactions that were not through. */
  #remember(rows: readonly { id: string }[], readAt: Date): void {
    const at = readAt.getTime();
    for (const { id } of rows) this.#known.set(id, at);
    for (const [id, toldAt] of this.#known) if (at - toldAt > 2 * TAIL_OVERLAP_MS) this.#known.delete(id);
    if (!this.isIdle) this.#since = new Date(at - TAIL_OVERLAP_MS);
  }
}

function withBigints(_name: string, value: unknown): unknown {
  return typeof value === "bigint" ? `${value}n` : value;
}
