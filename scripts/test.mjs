import { installDependencies } from "./setup/install-dependencies.mjs";
import { reportFailure, SetupFailure } from "./setup/phase.mjs";
import { pinnedNode } from "./setup/pinned-node.mjs";

/** `npm test [-- --only unit,types]`: installs what is missing, then runs every check and every test. */
try {
  await installDependencies({ development: true });
  process.exitCode = await runEverything(pinnedNode());
} catch (error) {
  reportFailure(error);
}

async function runEverything(node) {
  const [{ STAGES }, { failureLines, outcomeLine, runSuites, sentence }] = await Promise.all([
    import("./testing/suites.mjs"),
    import("./testing/run-suites.mjs"),
  ]);
  const stages = select(STAGES, process.argv.slice(2));
  const env = hasBrowser(stages) ? { CHROMIUM_PATH: await chromium() } : {};
  const outcomes = await runSuites(stages, { node, env });
  console.log("");
  for (const outcome of outcomes) {
    console.log(`  ${outcome.ok ? "ok    " : "FAILED"} ${outcomeLine(outcome)}`);
    for (const line of failureLines(outcome)) console.log(`           ${line}`);
  }
  const total = outcomes.reduce(
    (sum, { counts }) => ({
      passed: sum.passed + counts.passed,
      failed: sum.failed + counts.failed,
      skipped: sum.skipped + counts.skipped,
    }),
    { passed: 0, failed: 0, skipped: 0 },
  );
  console.log(`\n${sentence(total)}`);
  return outcomes.every((outcome) => outcome.ok) ? 0 : 1;
}

async function chromium() {
  const { ensureChromium } = await import("./testing/ensure-chromium.mjs");
  return ensureChromium();
}

/** `--only a,b` keeps those suites, and the build that two of them need. */
function select(stages, args) {
  const [flag, names = ""] = args;
  if (flag === undefined) return stages;
  const known = stages.flat(2).map((suite) => suite.name);
  const wanted = new Set(names.split(","));
  if (flag !== "--only" || ![...wanted].every((name) => known.includes(name))) {
    throw new SetupFailure(`usage: npm test -- --only ${known.join(",")}`);
  }
  if ([...wanted].some((name) => name.startsWith("conformance") || isBrowser(name))) wanted.add("build");
  return stages.map((lanes) => lanes.map((suites) => suites.filter((suite) => wanted.has(suite.name))));
}

function hasBrowser(stages) {
  return stages.flat(2).some((suite) => isBrowser(suite.name));
}

function isBrowser(name) {
  return name.startsWith("browser");
}
