import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ensureBuild } from "../setup/ensure-build.mjs";
import { capture } from "../setup/phase.mjs";
import { ROOT } from "../setup/root.mjs";

const BEAT_MS = 15_000;
const RESULTS = join(ROOT, ".cache/test-results");
/** So many failed tests may be looked at a second time; more are no accident. */
const MOST_UNSTEADY = 2;
/** What a developer's shell may carry that would change what is tested. */
const FOREIGN = /^(GATEHOUSE_|OIDC_|DATABASE_URL$|PORT$|HOST$|NODE_ENV$|[A-Z0-9]+_API_KEY$)/;

/** Runs stages of lanes of suites; resolves with one outcome per suite, in the order they ended. Prints as it goes. */
export async function runSuites(stages, { node, env }) {
  mkdirSync(RESULTS, { recursive: true });
  const running = new Map();
  const beat = setInterval(() => printRunning(running), BEAT_MS);
  const outcomes = [];
  for (const lanes of stages) {
    await Promise.all(
      lanes.map(async (suites) => {
        for (const suite of suites) {
          running.set(suite.name, performance.now());
          const outcome = await runSuite(suite, { node, env });
          running.delete(suite.name);
          printOutcome(outcome);
          outcomes.push(outcome);
        }
      }),
    );
  }
  clearInterval(beat);
  return outcomes;
}

/**
 * One suite. Where one or two tests failed, their files run once more, alone: what is red again is a failure; what is green then is
 * unsteady, and is named with its error in the closing lines for as long as nobody mends it.
 */
async function runSuite(suite, { node, env }) {
  const begun = performance.now();
  const first = await runOnce(suite, { node, env, files: [], report: join(RESULTS, `${suite.name}.json`) });
  const outcome = mayBeUnsteady(first) ? await lookAgain(suite, first, env) : first;
  return { name: suite.name, unsteady: [], ...outcome, seconds: (performance.now() - begun) / 1000 };
}

async function runOnce(suite, { node, env, files, report }) {
  rmSync(report, { force: true });
  const { code, output } = suite.build === true ? await build(node) : await execute(suite, { env, files, report });
  return { output, ...judge(suite, code, report) };
}

function mayBeUnsteady({ ok, failures, counts }) {
  return (
    !ok &&
    counts.failed === failures.length &&
    counts.failed <= MOST_UNSTEADY &&
    failures.every(({ file, name }) => file !== null && name !== null)
  );
}

async function lookAgain(suite, first, env) {
  const files = [...new Set(first.failures.map(({ file }) => file))];
  console.log(`\n---- ${suite.name}: once more ${files.join(", ")} ----\n${first.output.trimEnd()}\n----\n`);
  const second = await runOnce(suite, { env, files, report: join(RESULTS, `${suite.name}-again.json`) });
  if (!second.ok) return { ...first, output: second.output };
  const { passed, failed, skipped } = first.counts;
  return { ...first, ok: true, unsteady: first.failures, counts: { passed: passed + failed, failed: 0, skipped } };
}

function execute(suite, { env, files, report }) {
  const [command, ...args] = suite.command(report, files);
  return capture(command, args, { env: { ...testEnvironment(), ...env, ...suite.environment?.(report) } });
}

async function build(node) {
  return ensureBuild(node).then(
    () => ({ code: 0, output: "" }),
    (error) => ({ code: 1, output: error.message }),
  );
}

/** A suite without a single test is a suite that was lost, and fails; a check counts only when it fails. */
function judge(suite, code, report) {
  if (suite.read === undefined)
    return { ok: code === 0, failures: [], counts: { passed: 0, failed: code === 0 ? 0 : 1, skipped: 0 } };
  const { counts, failures } = readReport(suite, report);
  const ok = code === 0 && counts.failed === 0 && counts.passed > 0;
  if (ok || counts.failed > 0) return { ok, failures, counts };
  const outside = { file: null, name: null, error: `ended with code ${code} and no failed test (see its output)` };
  return { ok, failures: [outside], counts: { ...counts, failed: 1 } };
}

/** A runner that left no report, or half of one, did not get to its end. */
function readReport(suite, report) {
  try {
    return suite.read(report);
  } catch (error) {
    const failure = { file: null, name: null, error: `no report: ${error.message}` };
    return { counts: { passed: 0, failed: 1, skipped: 0 }, failures: [failure] };
  }
}

/** The pinned Node comes first, so that every tool runs under it. */
function testEnvironment() {
  const own = Object.entries(process.env).filter(([name]) => !FOREIGN.test(name));
  const path = `${join(ROOT, "node_modules/.bin")}${process.platform === "win32" ? ";" : ":"}${process.env.PATH}`;
  return { ...Object.fromEntries(own), PATH: path, FORCE_COLOR: "0", NO_COLOR: "1", NEXT_TELEMETRY_DISABLED: "1" };
}

function printRunning(running) {
  const parts = [...running].map(([name, begun]) => `${name} ${((performance.now() - begun) / 1000).toFixed(0)} s`);
  if (parts.length > 0) console.log(`  ... ${parts.join(", ")}`);
}

function printOutcome(outcome) {
  if (!outcome.ok) console.log(`\n---- ${outcome.name} failed ----\n${outcome.output.trimEnd()}\n----\n`);
  console.log(`  ${outcome.ok ? "ok    " : "FAILED"} ${outcomeLine(outcome)}`);
}

/** One line about a suite. */
export function outcomeLine({ name, counts, seconds }) {
  const { passed, failed, skipped } = counts;
  const tests = passed + failed + skipped > 0 ? `  ${sentence(counts)}` : "";
  return `${name.padEnd(14)}${seconds.toFixed(1).padStart(7)} s${tests}`;
}

/** A line for each test of a suite that failed, and for each that did so only beside others. */
export function failureLines({ ok, failures, unsteady }) {
  const line = (what) => (failure) =>
    `${what}: ${[failure.file, failure.name].filter(Boolean).join(" > ")}: ${failure.error}`;
  return [...(ok ? [] : failures.map(line("failed"))), ...unsteady.map(line("unsteady (failed, then passed alone)"))];
}

/** `N passed, N failed`, and what was skipped if anything was. */
export function sentence({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}
