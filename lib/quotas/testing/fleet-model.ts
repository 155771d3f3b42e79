import type { Quota, QuotaStanding, QuotaUnit } from "../contract";

/** What one call may use at most, or has used. */
export interface Use {
  micros: number;
  input: number;
  output: number;
}

/** A call as the model sees it, from being asked for to its one end. */
export interface ModelCall {
  engine: ModelEngine;
  quotas: readonly Quota[];
  most: Use;
  /** This long after it was asked for its hold is given back, settled or not; ms. */
  holdMs: number;
  askedAt: number;
  admittedAt: number;
  /** Per quota the most that could have been spoken for while this call was asked for, its own need included. */
  peaks: Map<string, number>;
}

/** What a process has told or may still tell. */
export interface ModelEngine {
  /** Used by calls that ended here, per quota, since the database last confirmed. */
  untold: Map<string, number>;
  /** The part of that which lies above what was held. */
  overrun: Map<string, number>;
  /** The terms its statements may carry, newest last. */
  terms: Map<string, Quota[]>;
  /** Counted on admission and taken back because another quota refused. */
  undone: Map<string, number>;
}

/** What the books of one quota must say. */
interface Tally {
  booked: number;
  /** Told by a process that vanished before the answer: booked, or lost with it. */
  doubtful: number;
  overrunEver: number;
}

/** One window of one quota in the database. */
export interface BucketTotal {
  quotaId: string;
  starts: number;
  /** settled + held + leased */
  total: number;
}

const GRANT_GRACE_MS = 1_000;
/** What a call gave back, or what expired, is known to other processes after this long: a tick, and a statement. */
const FREED_MS = 500;
/** A refusal after this long may be one that found the room idle elsewhere and could not wait any longer. */
const PATIENCE_MS = 850;

/** How much of a quota a use takes, worked out without the engine's own code. */
export function amountOf(unit: QuotaUnit, use: Use): number {
  const amounts = {
    usd_micros: use.micros,
    tokens: use.input + use.output,
    input_tokens: use.input,
    output_tokens: use.output,
    requests: 1,
    concurrent: 1,
  };
  return amounts[unit];
}

/** What is left on the books when a call has ended: running at once leaves nothing, and a request is one request. */
function bookedOf(unit: QuotaUnit, use: Use): number {
  return unit === "concurrent" ? 0 : amountOf(unit, use);
}

const add = (map: Map<string, number>, key: string, amount: number) => map.set(key, (map.get(key) ?? 0) + amount);
const largest = (numbers: readonly number[]) => numbers.reduce((most, number) => Math.max(most, number), 0);

/** The truth about some quotas, kept beside the engines: what was asked, admitted, used, told and lost. */
export class FleetModel {
  readonly faults: string[] = [];
  /** Windows that end while it is looked at: which of the two a call fell into is not known. */
  readonly #turning: ReadonlySet<Quota["window"]>;
  readonly tallies = new Map<string, Tally>();
  readonly running = new Set<ModelCall>();
  readonly #asking = new Set<ModelCall>();
  readonly #engines = new Set<ModelEngine>();
  readonly #gone: ModelEngine[] = [];
  /** Overruns the database knows of, which the last look at the books may not have shown. */
  #toldOverruns: { quotaId: string; amount: number; at: number }[] = [];
  #freed: { quotaId: string; amount: number; at: number }[] = [];
  readonly #totals = new Map<string, number>();
  #storeMs = 0;
  #lowest = new Map<string, number>();

  constructor(turning: ReadonlySet<Quota["window"]>) {
    this.#turning = turning;
  }

  /** Whether room may be lost for a while because somebody vanished with it. */
  get hasLosses(): boolean {
    return this.#gone.length > 0;
  }

  engine(): ModelEngine {
    const engine: ModelEngine = { untold: new Map(), overrun: new Map(), terms: new Map(), undone: new Map() };
    this.#engines.add(engine);
    return engine;
  }

  #tally(quotaId: string): Tally {
    const known = this.tallies.get(quotaId);
    if (known !== undefined) return known;
    const tally = { booked: 0, doubtful: 0, overrunEver: 0 };
    this.tallies.set(quotaId, tally);
    return tally;
  }

  ask(engine: ModelEngine, quotas: readonly Quota[], most: Use, holdMs: number): ModelCall {
    const askedAt = performance.now();
    const call = { engine, quotas, most, holdMs, askedAt, admittedAt: 0, peaks: new Map<string, number>() };
    for (const quota of quotas) {
      const carried = engine.terms.get(quota.id) ?? [];
      if (carried.at(-1) !== quota) engine.terms.set(quota.id, [...carried, quota]);
      this.#lowest.set(quota.id, Math.min(this.#lowest.get(quota.id) ?? Number.POSITIVE_INFINITY, Number(quota.limit)));
    }
    this.#asking.add(call);
    this.#notePeaks();
    return call;
  }

  #notePeaks(): void {
    const now = performance.now();
    this.#freed = this.#freed.filter(({ at }) => now - at < FREED_MS);
    for (const call of this.#asking) {
      for (const { id } of call.quotas) {
        const freed = this.#freed.reduce((sum, { quotaId, amount }) => sum + (quotaId === id ? amount : 0), 0);
        const spoken = this.#used(id) + this.#sum(this.running, id, FREED_MS) + this.#sum(this.#asking, id) + freed;
        call.peaks.set(id, Math.max(call.peaks.get(id) ?? 0, spoken));
      }
    }
  }

  #used(quotaId: string): number {
    const untold = [...this.#engines].reduce((sum, engine) => sum + (engine.untold.get(quotaId) ?? 0), 0);
    return this.#tally(quotaId).booked + untold;
  }

  /** Counted requests are used the moment they are admitted, so a running call holds none. */
  #sum(calls: Iterable<ModelCall>, quotaId: string, graceMs = 0): number {
    let sum = 0;
    for (const call of calls) {
      const quota = call.quotas.find(({ id }) => id === quotaId);
      if (quota === undefined) continue;
      const isCounted = quota.unit === "requests" && call.admittedAt > 0;
      const isExpired = call.admittedAt > 0 && performance.now() - call.askedAt >= call.holdMs + graceMs;
      if (!isCounted && !isExpired) sum += amountOf(quota.unit, call.most);
    }
    return sum;
  }

  admitted(call: ModelCall): void {
    this.#asking.delete(call);
    call.admittedAt = performance.now();
    this.running.add(call);
    for (const quota of call.quotas) {
      if (quota.unit === "requests") add(call.engine.untold, quota.id, 1);
      if (quota.hard && !quota.shadow) this.#expectRoom(quota, call);
    }
  }

  #expectRoom(quota: Quota, call: ModelCall): void {
    if (this.#turning.has(quota.window) || amountOf(quota.unit, call.most) === 0) return;
    const spoken = this.#used(quota.id) + this.#sum(this.running, quota.id);
    const allowed = this.#mostAllowed(quota.id) + this.#tally(quota.id).overrunEver;
    if (spoken > allowed) this.faults.push(`${nameOf(quota)} admitted ${spoken} of ${allowed}`);
  }

  /** A refusal must come from a quota that can refuse and, unless somebody vanished, from one without room. */
  refused(call: ModelCall, { quota: by, used, held }: QuotaStanding): void {
    this.#asking.delete(call);
    for (const { id, unit } of call.quotas) if (unit === "requests") add(call.engine.undone, id, 1);
    if (!by.hard || by.shadow) this.faults.push(`${nameOf(by)} refused a call though it never may`);
    if (this.hasLosses || this.#turning.has(by.window) || performance.now() - call.askedAt > PATIENCE_MS) return;
    const limit = this.#lowest.get(by.id) ?? 0;
    const peak = call.peaks.get(by.id) ?? 0;
    if (peak > limit) return;
    this.faults.push(`${nameOf(by)} refused at ${used} used, ${held} held of ${limit} though ${peak} were spoken for`);
  }

  /** Its process vanished before it could tell. */
  unanswered(call: ModelCall): void {
    this.#asking.delete(call);
    for (const { id, unit } of call.quotas) if (unit === "requests") this.#tally(id).doubtful += 1;
  }

  settled(call: ModelCall, used: Use): void {
    if (!this.running.delete(call)) return;
    const now = performance.now();
    const isLate = now - call.askedAt >= call.holdMs;
    for (const { id, unit } of call.quotas) {
      if (unit !== "requests") this.#freed.push({ quotaId: id, amount: amountOf(unit, call.most), at: now });
      if (unit === "requests" || unit === "concurrent") continue;
      const booked = bookedOf(unit, used);
      const above = isLate ? booked : Math.max(0, booked - amountOf(unit, call.most));
      add(call.engine.untold, id, booked);
      add(call.engine.overrun, id, above);
      this.#tally(id).overrunEver += above;
    }
    this.#notePeaks();
  }

  /** Call before an engine tells everything; what it gives must be called when the database has answered. */
  telling(engine: ModelEngine): () => void {
    const untold = [...engine.untold];
    const overrun = [...engine.overrun];
    const undone = [...engine.undone];
    const isIdle = [...this.#asking].every((call) => call.engine !== engine);
    const newest = new Map([...engine.terms].map(([id, terms]) => [id, terms.at(-1)]));
    return () => {
      for (const [id, amount] of untold) {
        add(engine.untold, id, -amount);
        this.#tally(id).booked += amount;
      }
      for (const [id, amount] of overrun) {
        add(engine.overrun, id, -amount);
        this.#toldOverruns.push({ quotaId: id, amount, at: performance.now() });
      }
      for (const [id, count] of undone) add(engine.undone, id, -count);
      if (!isIdle) return;
      for (const [id, terms] of engine.terms) {
        const known = newest.get(id);
        if (known !== undefined) engine.terms.set(id, terms.slice(terms.indexOf(known)));
      }
    };
  }

  vanished(engine: ModelEngine): void {
    this.#engines.delete(engine);
    this.#gone.push(engine);
    for (const [id, amount] of [...engine.untold, ...engine.undone]) this.#tally(id).doubtful += amount;
    for (const call of this.running) if (call.engine === engine) this.running.delete(call);
  }

  /**
   * Compares what the database holds with the most it may hold. `storeMs` is the database's time, `lookedAt` our own just
   * before the question.
   */
  check(totals: readonly BucketTotal[], quotas: readonly Quota[], times: { storeMs: number; lookedAt: number }): void {
    for (const { quotaId, starts, total } of totals) {
      const quota = quotas.find(({ id }) => id === quotaId);
      if (quota === undefined || !quota.hard || quota.shadow) continue;
      const key = `${quotaId} ${starts}`;
      const before = this.#totals.get(key) ?? 0;
      const allowed = Math.max(this.#mostAllowed(quotaId), before) + this.#freshOverrun(quotaId);
      if (total > allowed) this.faults.push(`${nameOf(quota)} holds ${total} of ${allowed}`);
      this.#totals.set(key, total);
    }
    this.#storeMs = times.storeMs;
    this.#toldOverruns = this.#toldOverruns.filter(({ at }) => at >= times.lookedAt);
  }

  /** What was used above estimates and may have reached the books since they were last looked at. */
  #freshOverrun(quotaId: string): number {
    const untold = [...this.#engines, ...this.#gone].map(({ overrun }) => overrun.get(quotaId) ?? 0);
    const told = this.#toldOverruns.map((one) => (one.quotaId === quotaId ? one.amount : 0));
    return [...untold, ...told].reduce((sum, amount) => sum + amount, 0);
  }

  /** The highest limit any process may still act on; a grant counts a little longer than it runs, for statements on their way. */
  #mostAllowed(quotaId: string): number {
    const terms = [...this.#engines, ...this.#gone].flatMap((engine) => engine.terms.get(quotaId) ?? []);
    return largest(
      terms.map(({ limit, grants }) => {
        const running = grants.filter(({ endsAt }) => endsAt > this.#storeMs - GRANT_GRACE_MS);
        return running.reduce((sum, { amount }) => sum + Number(amount), Number(limit));
      }),
    );
  }
}

function nameOf(quota: Quota): string {
  return `${quota.scopeKind} ${quota.unit} per ${quota.window}`;
}
