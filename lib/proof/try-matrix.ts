import { setTimeout as delay } from "node:timers/promises";
import type { Finding } from "./control";
import { ENFORCED_WITHIN_MS } from "./controls/watch-key-die";
import type { SignedCell } from "./document/proof-document";
import { inTurns } from "./in-turns";
import type { PlannedCell } from "./matrix";
import { measureBaselines } from "./measure-baselines";
import { openCell, type ProofBench } from "./open-cell";
import { patiently } from "./patiently";

const PREPARED_AT_ONCE = 4;
const TRIED_AT_ONCE = 8;
const WAITING_AT_ONCE = 16;
const CELL_MS = 25_000;

interface Trial {
  bench: ProofBench;
  planned: readonly PlannedCell[];
  /** Told of every cell as soon as it is finished. */
  onCell(cell: SignedCell): void;
  /** Ends the trial; cells that were not tried by then have failed. */
  signal: AbortSignal;
}

/** Tries every planned cell: all keys first, then the time a change takes to be enforced, then all calls. Never throws for a cell. */
export async function tryMatrix({ bench, planned, onCell, signal }: Trial): Promise<SignedCell[]> {
  const baselineOf = await measureBaselines(bench, planned, signal);
  const prepared = await inTurns(planned, PREPARED_AT_ONCE, async (one): Promise<PreparedCell> => {
    const { route, column, sample, control } = one;
    const limit = new AbortController();
    const cell = openCell(bench, {
      route,
      column,
      sample,
      baseline: baselineOf(route.name, column),
      signal: AbortSignal.any([signal, limit.signal]),
    });
    const run = await attempt(() => patiently(() => control.prepare(cell), signal));
    return { one, run, limit };
  });
  await delay(ENFORCED_WITHIN_MS, undefined, { signal }).catch(() => undefined);
  const { waiting = [], busy = [] } = Object.groupBy(prepared, ({ one }) =>
    one.control.mostlyWaits ? "waiting" : "busy",
  );
  const tried = await Promise.all([
    inTurns(waiting, WAITING_AT_ONCE, (cell) => tryCell(cell, onCell)),
    inTurns(busy, TRIED_AT_ONCE, (cell) => tryCell(cell, onCell)),
  ]);
  return tried.flat();
}

interface PreparedCell {
  one: PlannedCell;
  run: Attempt<() => Promise<Finding>>;
  limit: AbortController;
}

async function tryCell({ one, run, limit }: PreparedCell, onCell: Trial["onCell"]): Promise<SignedCell> {
  const startedMs = performance.now();
  const timer = setTimeout(() => limit.abort(new Error(`it took longer than ${CELL_MS / 1000} s`)), CELL_MS);
  const found = run.kind === "threw" ? run : await attempt(run.value);
  clearTimeout(timer);
  const cell = toCell(one, found, Math.round(performance.now() - startedMs));
  onCell(cell);
  return cell;
}

type Attempt<Value> = { kind: "done"; value: Value } | { kind: "threw"; why: string };

/** A control that cannot be tried proves nothing: its cell fails and says why. */
async function attempt<Value>(work: () => Promise<Value>): Promise<Attempt<Value>> {
  try {
    return { kind: "done", value: await work() };
  } catch (error) {
    return { kind: "threw", why: error instanceof Error ? error.message : String(error) };
  }
}

function toCell({ route, column, control }: PlannedCell, found: Attempt<Finding>, durationMs: number): SignedCell {
  const finding =
    found.kind === "done"
      ? found.value
      : { passed: false, expected: control.promise, seen: `could not be tried: ${found.why}`, requestIds: [] };
  const { passed, expected, seen, requestIds } = finding;
  return {
    route: route.name,
    streamed: column === "streamed",
    control: control.id,
    passed,
    expected,
    seen,
    requestIds,
    durationMs,
  };
}
