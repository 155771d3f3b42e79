import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../setup/root.mjs";

const BIN = join(ROOT, "node_modules/.bin");
const RESULTS = join(ROOT, ".cache/test-results");

/**
 * A suite: `command` runs it; `count`, when it has tests, reads how many passed, failed and were skipped from what it left behind.
 * Lanes run side by side, the suites of a lane one after the other.
 */
const check = (name, ...command) => ({ name, command });
const vitest = (name) => {
  const report = join(RESULTS, `${name}.json`);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  return {
    name,
    command: [join(BIN, "vitest"), "run", "--project", name, ...reporters],
    prepare: () => rmSync(report, { force: true }),
    count: () => countVitest(report),
  };
};

const CHECKS = [
  check("format", join(BIN, "biome"), "format", "."),
  check("lint", join(BIN, "biome"), "lint", "--error-on-warnings", "."),
  check("boundaries", "npm", "run", "--silent", "check:boundaries"),
  check("types", join(BIN, "tsc"), "--noEmit"),
];
const browser = (name, ...args) => {
  const report = join(RESULTS, `${name}.json`);
  return {
    name,
    command: [join(BIN, "playwright"), "test", "--reporter=list,json", ...args],
    env: { PLAYWRIGHT_JSON_OUTPUT_NAME: report },
    prepare: () => rmSync(report, { force: true }),
    count: () => countPlaywright(report),
  };
};
/** Journeys that watch time. */
const ALONE = "@alone";

/** Stages run one after the other; all but the first alone: they watch time and memory, or need the whole machine. */
export const STAGES = [
  [
    [...CHECKS, vitest("unit")],
    [{ name: "build", command: null }, vitest("database")],
  ],
  [[vitest("proof")]],
  [[vitest("conformance")]],
  [[vitest("quota-load"), vitest("quota-minute")]],
  [[vitest("faults")]],
  [[vitest("crash")]],
  [[browser("browser", "--grep-invert", ALONE), browser("browser-alone", "--grep", ALONE, "--workers=1")]],
];

function countVitest(report) {
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = JSON.parse(readFileSync(report, "utf8"));
  return { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests + numTodoTests };
}

function countPlaywright(report) {
  const { expected, unexpected, flaky, skipped } = JSON.parse(readFileSync(report, "utf8")).stats;
  return { passed: expected + flaky, failed: unexpected, skipped };
}
