import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { ROOT } from "../setup/root.mjs";

/**
 * What a runner left behind, in one shape: how many tests passed, failed and were skipped, and the failed ones, each with its file
 * (relative to the checkout), its name and the first line of its error. A file that could not be loaded is a failed test without a
 * name.
 */

/** Reads the report of vitest's `json` reporter. */
export function readVitestReport(path) {
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = read(path);
  const failures = testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = relative(ROOT, name);
    const tests = assertionResults.filter((test) => test.status === "failed");
    if (status === "failed" && tests.length === 0) return [{ file, name: null, error: firstLine(message) }];
    return tests.map((test) => ({ file, name: test.fullName, error: firstLine(test.failureMessages[0]) }));
  });
  const unnamed = failures.filter(({ name }) => name === null).length;
  return {
    counts: { passed: numPassedTests, failed: numFailedTests + unnamed, skipped: numPendingTests + numTodoTests },
    failures,
  };
}

/** Reads the report of Playwright's `json` reporter. */
export function readPlaywrightReport(path) {
  const { stats, suites, errors, config } = read(path);
  const failures = suites.flatMap((suite) => failedSpecs(suite, config.rootDir, []));
  const outside = errors.map(({ message }) => ({ file: null, name: null, error: firstLine(message) }));
  return {
    counts: {
      passed: stats.expected + stats.flaky,
      failed: stats.unexpected + outside.length,
      skipped: stats.skipped,
    },
    failures: [...failures, ...outside],
  };
}

function failedSpecs(suite, rootDir, above) {
  const own = suite.specs
    .filter((spec) => !spec.ok)
    .map((spec) => ({
      file: relative(ROOT, `${rootDir}/${spec.file}`),
      name: [...above, spec.title].join(" > "),
      error: firstLine(spec.tests.flatMap(({ results }) => results.flatMap(({ errors }) => errors))[0]?.message),
    }));
  const inner = (suite.suites ?? []).flatMap((child) => failedSpecs(child, rootDir, [...above, child.title]));
  return [...own, ...inner];
}

function read(path) {
  return JSON.parse(readFileSync(path, "utf8"));
}

function firstLine(message) {
  return stripVTControlCharacters(message ?? "no error was reported")
    .trim()
    .split("\n", 1)[0]
    .slice(0, 300);
}
