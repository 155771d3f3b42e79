/** `npm run bench:quotas`: how fast quotas answer in one process, and what sharing one hot budget costs four. */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { bundleEntries } from "../process/bundle-entries";
import { planCores } from "../process/cores";
import { describeRun } from "../report/machine";
import { CALLERS, type Case, openCases } from "./cases";
import { measure, median, together } from "./measure";
import { openStore } from "./store";
import type { Done } from "./work";

const TABLE_FILE = "bench/last-quotas-table.md";
const USAGE = `npm run bench:quotas -- [options]
  --rounds n     interleaved rounds, medians are printed (3)
  --seconds n    length of one measurement (4)
  --keep-table   do not write ${TABLE_FILE}
DATABASE_URL names a Postgres server; embedded otherwise.`;

/** Goals of the product, per second and as a share. */
const GOALS = { admits: 10_000, shared: 0.7 };

async function main(): Promise<void> {
  const options = {
    rounds: { type: "string" },
    seconds: { type: "string" },
    "keep-table": { type: "boolean" },
    help: { type: "boolean" },
  } as const;
  const { values } = parseArgs({ options });
  if (values.help) {
    console.log(USAGE);
    return;
  }
  const rounds = Number(values.rounds ?? 3);
  const { engine } = await bundleEntries({ engine: "bench/quotas/engine-main.ts" });
  const store = await openStore(process.env.DATABASE_URL);
  try {
    const cases = await openCases(store);
    const bench = { databaseUrl: store.url, engineFile: engine, seconds: Number(values.seconds ?? 4) };
    const { underTest } = planCores();
    const runs = cases.map((): Done[] => []);
    for (let round = 0; round < rounds; round += 1) {
      for (const [place, { quotas, isFree, isAlone }] of cases.entries()) {
        const done = await measure(bench, quotas, { callers: CALLERS, isFree, core: isAlone ? underTest : null });
        runs[place]?.push(together(done));
      }
    }
    const text = report(cases, runs.map(median), store.words);
    console.log(text);
    if (values["keep-table"] !== true) writeFileSync(TABLE_FILE, `# The last benchmark of quotas\n\n${text}`);
  } finally {
    await store.close();
  }
}

function report(cases: readonly Case[], done: readonly Done[], database: string): string {
  const head = describeRun("one process alone has core 0 to itself, four share the machine", database);
  const rows = cases.map(({ title }, place) => row(title, done[place]));
  const one = Math.min(...done.slice(0, 2).map(({ perSecond }) => perSecond));
  const ratio = (done[3]?.perSecond ?? 0) / (done[2]?.perSecond ?? 1);
  const verdict = (isReached: boolean) => (isReached ? "reached" : "missed");
  return `${[
    head,
    "",
    "| quotas | admits/s | p50 | p99 | CPU/call | refused | failed |",
    "| --- | --- | --- | --- | --- | --- | --- |",
    ...rows,
    "",
    `- Admits per second and process: ${one.toFixed(0)} (goal ${GOALS.admits}: ${verdict(one >= GOALS.admits)})`,
    `- One budget shared ÷ a budget each, four processes: ${ratio.toFixed(2)} (goal ${GOALS.shared}: ${verdict(ratio >= GOALS.shared)})`,
  ].join("\n")}\n`;
}

function row(title: string, done: Done | undefined): string {
  if (done === undefined) return `| ${title} |`;
  const { perSecond, p50, p99, cpuMicros, refused, failed } = done;
  return `| ${title} | ${perSecond.toFixed(0)} | ${p50.toFixed(3)} ms | ${p99.toFixed(2)} ms | ${cpuMicros.toFixed(1)} µs | ${refused} | ${failed} |`;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
