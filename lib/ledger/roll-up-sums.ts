import { type ClosedExchange, LATENCY_BOUNDS_MS } from "./contract";
import { clean } from "./exchange-line";
import { type CallPlace, LabelledSums } from "./label-sums";

const HOUR_MS = 3_600_000;
const S = "\x1f";
/** Between the sums of places and those of labels. */
const GROUPS = "\x1d";
const SLOTS = LATENCY_BOUNDS_MS.length + 1;

/** What one batch adds to one row of `usage_hourly`. */
interface Sums extends CallPlace {
  requests: number;
  ok: number;
  refused: number;
  failed: number;
  aborted: number;
  unpriced: number;
  simulated: number;
  /** Micro-USD; exact, since a batch never costs nine billion dollars. */
  costMicros: number;
  /** Pico-USD, exact at any size. */
  costPicos: bigint;
  cacheWriteLong: number;
  tokens: Float64Array;
  ttft: Uint32Array;
  duration: Uint32Array;
}

/**
 * Adds up a batch as it is gathered, so that Postgres has one row to write where it would have had hundreds to count. `roll_up`
 * (newest in drizzle/0019) says the same in SQL; a test holds both against each other.
 */
export class RollUpSums {
  readonly #rows = new Map<string, Sums>();
  readonly #labels = new LabelledSums();
  /** Calls come in runs of one key and model. */
  #last: Sums | null = null;

  add(exchange: ClosedExchange): void {
    const sums = this.#rowOf(exchange);
    const { usage, outcome } = exchange;
    sums.requests += 1;
    if (outcome === "ok") sums.ok += 1;
    else if (outcome === "refused") sums.refused += 1;
    else if (outcome === "aborted") sums.aborted += 1;
    else sums.failed += 1;
    if (exchange.costMicros !== null) sums.costMicros += Number(exchange.costMicros);
    else if (exchange.usageSource !== "none") sums.unpriced += 1;
    if (exchange.costPicos !== null) sums.costPicos += exchange.costPicos;
    if (exchange.simulated) sums.simulated += 1;
    addTokens(sums.tokens, usage);
    sums.cacheWriteLong += Math.round(usage.cacheWriteLong);
    if (exchange.ttftMs !== null) count(sums.ttft, exchange.ttftMs);
    if (outcome !== "refused") count(sums.duration, exchange.durationMs);
    if (exchange.endUser !== null || exchange.tags.length > 0) this.#labels.add(exchange, sums);
  }

  clear(): void {
    this.#rows.clear();
    this.#labels.clear();
    this.#last = null;
  }

  /** Lines for `usage_rows`, and behind them those for `label_rows` (newest in drizzle/0019). */
  toString(): string {
    return `${[...this.#rows.values()].map(lineOf).join("\n")}${GROUPS}${this.#labels}`;
  }

  #rowOf(exchange: ClosedExchange): Sums {
    const hour = Math.floor(exchange.startedAt.getTime() / HOUR_MS) * HOUR_MS;
    const modelName = exchange.modelId === null ? "" : clean(exchange.modelName) || clean(exchange.modelAsked);
    const keyId = exchange.keyId ?? "";
    const providerId = exchange.providerId ?? "";
    const personId = exchange.personId ?? "";
    const last = this.#last;
    const isSame =
      last !== null &&
      last.keyId === keyId &&
      last.modelName === modelName &&
      last.providerId === providerId &&
      last.personId === personId &&
      last.hour === hour &&
      last.projectId === (exchange.projectId ?? "") &&
      last.teamId === (exchange.teamId ?? "") &&
      last.organizationId === exchange.organizationId;
    if (isSame) return last;
    const names = { organizationId: exchange.organizationId, keyId, modelName, providerId, personId };
    const made = emptySums({ ...names, hour, teamId: exchange.teamId ?? "", projectId: exchange.projectId ?? "" });
    const id = `${headOf(made)}${S}${personId}`;
    const sums = this.#rows.get(id) ?? made;
    if (sums === made) this.#rows.set(id, made);
    this.#last = sums;
    return sums;
  }
}

function emptySums(head: CallPlace): Sums {
  return {
    ...head,
    requests: 0,
    ok: 0,
    refused: 0,
    failed: 0,
    aborted: 0,
    unpriced: 0,
    simulated: 0,
    costMicros: 0,
    costPicos: 0n,
    cacheWriteLong: 0,
    tokens: new Float64Array(8),
    ttft: new Uint32Array(SLOTS),
    duration: new Uint32Array(SLOTS),
  };
}

function headOf(sums: CallPlace): string {
  return [
    sums.organizationId,
    sums.hour,
    sums.teamId,
    sums.projectId,
    sums.keyId,
    sums.modelName,
    sums.providerId,
  ].join(S);
}

function lineOf(sums: Sums): string {
  const counts = [sums.requests, sums.ok, sums.refused, sums.failed, sums.aborted, sums.unpriced, sums.simulated];
  return [
    headOf(sums),
    ...counts,
    sums.costMicros,
    ...sums.tokens,
    `{${sums.ttft.join(",")}}`,
    `{${sums.duration.join(",")}}`,
    sums.costPicos,
    sums.cacheWriteLong,
    sums.personId,
  ].join(S);
}

function addTokens(tokens: Float64Array, usage: ClosedExchange["usage"]): void {
  const classes = [
    usage.uncachedInput,
    usage.cacheRead,
    usage.cacheWrite,
    usage.output,
    usage.reasoning,
    usage.audioInput,
    usage.audioOutput,
    usage.image,
  ];
  for (let n = 0; n < classes.length; n += 1) tokens[n] = (tokens[n] ?? 0) + Math.round(classes[n] ?? 0);
}

/** A bound belongs to its own slot. */
function count(histogram: Uint32Array, ms: number): void {
  const rounded = Math.round(ms);
  let slot = 0;
  while (slot < LATENCY_BOUNDS_MS.length && rounded > (LATENCY_BOUNDS_MS[slot] ?? 0)) slot += 1;
  histogram[slot] = (histogram[slot] ?? 0) + 1;
}
