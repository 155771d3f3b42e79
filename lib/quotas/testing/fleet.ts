import { newId } from "@/lib/crypto/new-id";
import type { Hold, Quota } from "../contract";
import { type BucketTotal, FleetModel, type ModelCall, type ModelEngine, type Use } from "./fleet-model";
import type { MortalEngine, QuotaWorld } from "./quota-world";

interface Process {
  test: MortalEngine;
  model: ModelEngine;
  /** The quotas as this process knows them. */
  quotas: Quota[];
  calls: { hold: Hold; call: ModelCall }[];
  flushing: Promise<void>;
}

export interface AskTerms {
  engine: number;
  /** Which of the fleet's quotas apply to the call, by place. */
  quotas: readonly number[];
  most: Use;
  holdMs: number;
}

/** Several engines on one database, each with its own view of the quotas, and the model that watches them. */
export class Fleet {
  readonly model: FleetModel;
  readonly processes: Process[] = [];
  /** The newest terms; a process follows when it is told. */
  readonly quotas: Quota[];
  readonly #world: QuotaWorld;
  readonly #dead: { processIds: string[]; requestIds: string[] } = { processIds: [], requestIds: [] };
  #underway: Promise<void>[] = [];

  private constructor(world: QuotaWorld, quotas: readonly Quota[], turning: ReadonlySet<Quota["window"]>) {
    this.model = new FleetModel(turning);
    this.#world = world;
    this.quotas = [...quotas];
  }

  /** A fleet of `size` processes under some stored quotas; `turning` are the windows that will end while it lives. */
  static async open(
    world: QuotaWorld,
    quotas: readonly Quota[],
    size: number,
    turning: ReadonlySet<Quota["window"]> = new Set(),
  ): Promise<Fleet> {
    const fleet = new Fleet(world, quotas, turning);
    while (fleet.processes.length < size) fleet.processes.push(await fleet.#born());
    return fleet;
  }

  async #born(): Promise<Process> {
    const test = await this.#world.mortalEngine();
    const own = { quotas: [...this.quotas], calls: [], flushing: Promise.resolve() };
    return { test, model: this.model.engine(), ...own };
  }

  #at(place: number): Process {
    const found = this.processes[place % this.processes.length];
    if (found === undefined) throw new Error("a fleet needs a process");
    return found;
  }

  /** Lets `work` go on beside the next steps; a failure comes out at `idle`. */
  beside(work: Promise<void>): void {
    this.#underway.push(work);
    work.catch(() => undefined);
  }

  async idle(): Promise<void> {
    await Promise.all(this.#underway.splice(0));
  }

  async admit(terms: AskTerms): Promise<void> {
    const process = this.#at(terms.engine);
    const quotas = terms.quotas.flatMap((place) => process.quotas[place] ?? []);
    const call = this.model.ask(process.model, quotas, terms.most, terms.holdMs);
    const requestId = newId("req");
    const { micros, input, output } = terms.most;
    const estimate = { costMicros: BigInt(micros), inputTokens: input, outputTokens: output };
    try {
      const admission = await process.test.engine.admit({ requestId, quotas, estimate, holdMs: terms.holdMs });
      if (admission.kind === "refused") return this.model.refused(call, admission.by);
      if (!this.processes.includes(process)) return this.model.unanswered(call);
      this.model.admitted(call);
      process.calls.push({ hold: admission.hold, call });
    } catch (error) {
      if (this.processes.includes(process)) throw error;
      this.#dead.requestIds.push(requestId);
      this.model.unanswered(call);
    }
  }

  /** Ends one running call of a process; `percent` of its estimate was used. Settling again changes nothing. */
  settle(place: number, percent: number, times: number): void {
    const ended = this.#at(place).calls.shift();
    if (ended === undefined) return;
    const part = (most: number) => Math.floor((most * percent) / 100);
    const { micros, input, output } = ended.call.most;
    const used = { micros: part(micros), input: part(input), output: part(output) };
    for (let time = 0; time < times; time += 1) {
      const booked = { costMicros: BigInt(used.micros + time), inputTokens: used.input, outputTokens: used.output };
      ended.hold.settle(booked);
    }
    this.model.settled(ended.call, used);
  }

  /** One after the other for each process, so that the model knows which of them told what. */
  flush(place: number): Promise<void> {
    const process = this.#at(place);
    process.flushing = process.flushing.then(() => this.#flush(process));
    return process.flushing;
  }

  async #flush(process: Process): Promise<void> {
    const told = this.model.telling(process.model);
    try {
      await process.test.engine.flush();
      told();
    } catch (error) {
      if (this.processes.includes(process)) throw error;
    }
  }

  /** A process dies without a word; another takes its place. */
  async vanish(place: number): Promise<void> {
    const successor = await this.#born();
    const process = this.#at(place);
    this.processes[this.processes.indexOf(process)] = successor;
    this.#dead.processIds.push(process.test.processId);
    this.#dead.requestIds.push(...process.calls.map(({ hold }) => hold.requestId));
    this.model.vanished(process.model);
    await process.test.vanish();
  }

  /** What vanished processes left behind runs out now instead of in ten seconds. */
  async expireDead(): Promise<void> {
    const { processIds, requestIds } = this.#dead;
    await this.#world.db
      .sql`update quota_lease set expires_at = now() - interval '1 second' where process_id = any(${processIds})`;
    await this.#world.db.sql`update quota_hold set expires_at = now() - interval '1 second'
      where request_id = any(${[...processIds, ...requestIds]})`;
  }

  /** New terms for a quota; processes learn of them by `follow`. */
  change(place: number, terms: (quota: Quota) => Partial<Quota>): void {
    const quota = this.quotas[place % this.quotas.length];
    if (quota !== undefined) this.quotas[place % this.quotas.length] = { ...quota, ...terms(quota) };
  }

  follow(place: number): void {
    this.#at(place).quotas = [...this.quotas];
  }

  /** Reads the books as they are this very moment, whatever is underway, and holds them against the model. */
  async audit(): Promise<string[]> {
    const { sql } = this.#world.db;
    const ids = this.quotas.map(({ id }) => id);
    const lookedAt = performance.now();
    const rows = await sql<(BucketTotal & { storeMs: number })[]>`
      select bucket.quota_id as "quotaId", sum(settled + held + leased)::float8 as total,
        (case when "window" in ('minute', 'hour') then 0 else extract(epoch from window_start) end)::float8 as starts,
        (extract(epoch from now()) * 1000)::float8 as "storeMs"
      from quota_bucket as bucket join quota on quota.id = bucket.quota_id
      where quota.id = any(${ids}) group by 1, 3`;
    this.model.check(rows, this.quotas, { storeMs: rows[0]?.storeMs ?? 0, lookedAt });
    return [...this.model.faults, ...(await this.#world.faults(...this.quotas))];
  }

  /** Every call ends, every process stops; gives what stays held or lent all the same. */
  async finish(percent: number): Promise<string[]> {
    await this.idle();
    for (const [place, process] of this.processes.entries()) {
      while (process.calls.length > 0) this.settle(place, percent, 1);
      await this.flush(place);
      await process.test.stop();
    }
    // What a process said as it vanished may be carried out only now.
    const giveUpAt = performance.now() + 10_000;
    for (;;) {
      const left = await this.#leftAfterExpiry();
      if (left.length === 0 || performance.now() > giveUpAt) return left;
    }
  }

  async #leftAfterExpiry(): Promise<string[]> {
    const { sql } = this.#world.db;
    const ids = this.quotas.map(({ id }) => id);
    await this.#world.expireAll();
    await sql`update quota_lease set expires_at = now() - interval '1 minute' where quota_id = any(${ids})`;
    await sql`select quota_sweep()`;
    const left = await sql<{ fault: string }[]>`
      select format('%s: held %s, leased %s', quota_id, held, leased) as fault from quota_bucket
        where quota_id = any(${ids}) and held + leased > 0
      union all select format('%s: a hold of %s', quota_id, amount) from quota_hold where quota_id = any(${ids})
      union all select format('%s: a lease of %s', quota_id, amount) from quota_lease where quota_id = any(${ids})`;
    return left.map(({ fault }) => fault);
  }

  /** Where the settled totals differ from the sum of all that was used, quota by quota; a vanished process leaves a doubt. */
  async misbooked(): Promise<string[]> {
    const rows = await this.#world.db.sql<{ id: string; settled: number }[]>`
      select quota_id as id, sum(settled)::float8 as settled from quota_bucket
      where quota_id = any(${this.quotas.map(({ id }) => id)}) group by 1`;
    return this.quotas.flatMap(({ id, scopeKind, unit, window, shadow }) => {
      const settled = rows.find((row) => row.id === id)?.settled ?? 0;
      const { booked, doubtful } = this.model.tallies.get(id) ?? { booked: 0, doubtful: 0 };
      // What a shadow would have refused is not on its books.
      if ((shadow || settled >= booked) && settled <= booked + doubtful) return [];
      return [`${scopeKind} ${unit} per ${window}: settled ${settled}, used ${booked} to ${booked + doubtful}`];
    });
  }
}
