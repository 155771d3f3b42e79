/** `npm run bench`: what a call through the gateway costs, beside the floors, in one run and one table. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Candidate, Ground } from "./candidates/candidate";
import { CANDIDATES } from "./candidates/index";
import { measureAll } from "./measure-all";
import { type BenchOptions, readOptions, USAGE } from "./options";
import { bundleEntries } from "./process/bundle-entries";
import { type CorePlan, planCores } from "./process/cores";
import { nextMessage, type PinnedProcess, spawnPinned } from "./process/spawn-pinned";
import { cpuRatios, figures, renderFigure } from "./report/figures";
import { describeRun } from "./report/machine";
import { summarise } from "./report/summary";
import { renderTable } from "./report/table";
import { renderSoak, soak } from "./soak";

const TABLE_FILE = "bench/last-table.md";

interface Stage {
  cores: CorePlan;
  generator: PinnedProcess;
  candidates: Candidate[];
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (options === null) {
    console.log(USAGE);
    return;
  }
  const scratch = mkdtempSync(join(tmpdir(), "gatehouse-bench-"));
  const closing: (() => Promise<void>)[] = [];
  try {
    const stage = await setUp(options, scratch, closing);
    if (options.soakMs === null) await printTable(stage, options);
    else await printSoak(stage, options.soakMs, options.soakStreams);
  } finally {
    for (const close of closing.reverse()) await close();
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function setUp(options: BenchOptions, scratch: string, closing: (() => Promise<void>)[]): Promise<Stage> {
  const cores = planCores();
  const entries = await bundleEntries({
    upstream: "bench/upstream/main.ts",
    load: "bench/load/main.ts",
    bareRelay: "bench/candidates/bare-relay-main.ts",
    gatewayUnderTest: "bench/gateway-under-test.ts",
    house: "bench/house/main.ts",
  });
  const upstream = spawnPinned({
    command: process.execPath,
    args: [entries.upstream],
    core: cores.upstream,
    env: options.unpaced ? { BENCH_UNPACED: "1" } : {},
  });
  closing.push(upstream.stop);
  const { port } = await nextMessage<{ port: number }>(upstream.child);
  const generator = spawnPinned({ command: process.execPath, args: [entries.load], core: cores.load });
  closing.push(generator.stop);
  const ground: Ground = {
    upstreamPort: port,
    core: cores.underTest,
    databaseCore: cores.database,
    entries,
    databaseServer: process.env.DATABASE_URL ?? null,
    closing,
    scratch,
  };
  const candidates: Candidate[] = [];
  for (const [id, start] of Object.entries(CANDIDATES)) {
    if (id !== "direct" && options.only.length > 0 && !options.only.includes(id)) continue;
    const candidate = await start(ground);
    if (candidate === null) continue;
    candidates.push(candidate);
    closing.push(candidate.stop);
  }
  return { cores, generator, candidates };
}

async function printTable({ cores, generator, candidates }: Stage, options: BenchOptions): Promise<void> {
  const interrupted = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => interrupted.abort());
  const rows = summarise(await measureAll(generator, candidates, options, interrupted.signal));
  const stopped = interrupted.signal.aborted
    ? "\n- Interrupted: medians are over fewer rounds, loads may be missing"
    : "";
  const head = describeRun(cores.words, databaseWords());
  const text = `${head}${stopped}\n\n${renderTable(rows)}\n\n${[...figures(rows).map(renderFigure), "", ...cpuRatios(rows)].join("\n")}\n`;
  console.log(text);
  if (options.json) console.log(JSON.stringify(rows));
  if (!options.keepTable && stopped === "") writeFileSync(TABLE_FILE, `# The last benchmark\n\n${text}`);
}

async function printSoak({ cores, generator, candidates }: Stage, soakMs: number, streams: number): Promise<void> {
  console.log(describeRun(cores.words, databaseWords()));
  for (const candidate of candidates) {
    const result = await soak(generator, candidate, { soakMs, streams });
    if (result !== null) console.log(renderSoak(result));
  }
}

function databaseWords(): string {
  return process.env.DATABASE_URL === undefined ? "embedded Postgres" : "Postgres server, not pinned";
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  console.error("Options: npm run bench -- --help");
  process.exitCode = 1;
});
