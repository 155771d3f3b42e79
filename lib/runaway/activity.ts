/** One key's calls that reached a provider, as one process saw them. */
export interface WatchedCall {
  keyId: string;
  teamId: string;
  projectId: string;
  organizationId: string;
  /** Of the request's body. */
  fingerprint: number;
  costMicros: number;
}

/** What one process saw of a key in a span of time. */
export interface Seen {
  calls: number;
  costMicros: number;
  /** At least so many of the calls carried one and the same body. */
  same: number;
}

const SLOT_MS = 30_000;
const SLOTS = 20;
const KEYS_MAX = 20_000;

/** Half a minute of one key. `candidate` and `votes` are a majority vote (Boyer–Moore): one body's calls less all others'. */
interface Slot {
  /** Which half minute since the epoch. */
  number: number;
  calls: number;
  costMicros: number;
  candidate: number;
  votes: number;
}

/** The last ten minutes of one key in half minutes; constant size, constant work per call. */
export class KeyActivity {
  readonly #slots: Slot[] = [];
  /** The last call; its place is the key's place. */
  last: WatchedCall;

  constructor(first: WatchedCall) {
    this.last = first;
  }

  note(call: WatchedCall, nowMs: number): void {
    this.last = call;
    const slot = this.#slot(Math.floor(nowMs / SLOT_MS));
    slot.calls += 1;
    slot.costMicros += call.costMicros;
    if (slot.votes === 0) slot.candidate = call.fingerprint;
    slot.votes += slot.candidate === call.fingerprint ? 1 : -1;
  }

  /** The sums of the last `spanMs`, to the half minute. */
  seen(nowMs: number, spanMs: number): Seen {
    const from = Math.floor(nowMs / SLOT_MS) - Math.ceil(spanMs / SLOT_MS);
    const recent = this.#slots.filter((slot) => slot.number > from);
    let [calls, costMicros] = [0, 0];
    const votes = new Map<number, number>();
    for (const slot of recent) {
      calls += slot.calls;
      costMicros += slot.costMicros;
      votes.set(slot.candidate, (votes.get(slot.candidate) ?? 0) + slot.votes);
    }
    return { calls, costMicros, same: Math.max(0, ...votes.values()) };
  }

  #slot(number: number): Slot {
    const at = number % SLOTS;
    const slot = this.#slots[at];
    if (slot?.number === number) return slot;
    const fresh = { number, calls: 0, costMicros: 0, candidate: 0, votes: 0 };
    this.#slots[at] = fresh;
    return fresh;
  }
}

/** The keys that one process has seen lately; the one not heard of for longest makes room. */
export class ActivityBook {
  readonly #keys = new Map<string, KeyActivity>();
  #heard = new Map<string, KeyActivity>();

  note(call: WatchedCall, nowMs: number): void {
    let activity = this.#keys.get(call.keyId);
    if (activity === undefined) {
      if (this.#keys.size >= KEYS_MAX) this.#forgetOldest();
      activity = new KeyActivity(call);
      this.#keys.set(call.keyId, activity);
    }
    activity.note(call, nowMs);
    this.#heard.set(call.keyId, activity);
  }

  /** The keys that called since this was last asked. */
  heard(): KeyActivity[] {
    const heard = [...this.#heard.values()];
    for (const [keyId, activity] of this.#heard) {
      // Last heard, last in the map: the first is the one to forget.
      this.#keys.delete(keyId);
      this.#keys.set(keyId, activity);
    }
    this.#heard = new Map();
    return heard;
  }

  /** Says again that a key called, for one that was not judged this time. */
  hear(activity: KeyActivity): void {
    this.#heard.set(activity.last.keyId, activity);
  }

  #forgetOldest(): void {
    const [oldest] = this.#keys.keys();
    if (oldest !== undefined) this.#keys.delete(oldest);
  }
}
