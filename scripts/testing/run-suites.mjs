import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { ensureBuild } from "../setup/ensure-build.mjs";
import { capture } from "../setup/phase.mjs";
import { ROOT } from "../setup/root.mjs";

const BEAT_MS = 15_000;
/** What a developer's shell may carry that would change what is tested. */
const FOREIGN = /^(GATEHOUSE_|OIDC_|DATABASE_URL$|PORT$|HOST$|NODE_ENV$|[A-Z0-9]+_API_KEY$)/;

/** Runs stages of lanes of suites; resolves with one outcome per suite, in the order they ended. Prints as it goes. */
export async function runSuites(stages, { node, env }) {
  mkdirSync(join(ROOT, ".cache/test-results"), { recursive: true });
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

async function runSuite(suite, { node, env }) {
  const begun = performance.now();
  suite.prepare?.();
  const { code, output } = suite.command === null ? await build(node) : await execute(suite, env);
  const seconds = (performance.now() - begun) / 1000;
  return { name: suite.name, output, seconds, ...judge(suite, code) };
}

function execute(suite, env) {
  const [command, ...args] = suite.command;
  return capture(command, args, { env: { ...testEnvironment(), ...env, ...suite.env } });
}

async function build(node) {
  return ensureBuild(node).then(
    () => ({ code: 0, output: "" }),
    (error) => ({ code: 1, output: error.message }),
  );
}

/** A suite without a single test is a suite that was lost, and fails; a check counts only when it fails. */
function judge(suite, code) {
  if (suite.count === undefined)
    return { ok: code === 0, counts: { passed: 0, failed: code === 0 ? 0 : 1, skipped: 0 } };
  const counts = readCounts(suite);
  const ok = code === 0 && counts.failed === 0 && counts.passed > 0;
  return { ok, counts: ok || counts.failed > 0 ? counts : { ...counts, failed: 1 } };
}

function readCounts(suite) {
  try {
    return suite.count();
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
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
  return `${name.padEnd(12)}${seconds.toFixed(1).padStart(7)} s${tests}`;
}

/** `N passed, N failed`, and what was skipped if anything was. */
export function sentence({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}
