import { join } from "node:path";
import { ROOT } from "../setup/root.mjs";
import { readPlaywrightReport, readVitestReport } from "./reports.mjs";

const BIN = join(ROOT, "node_modules/.bin");

/**
 * A suite: `command(report, files)` runs it, or the given files of it; one with tests leaves a report, which `read` turns into counts
 * and failures. Lanes run side by side, the suites of a lane one after the other.
 */
const check = (name, ...command) => ({ name, command: () => command });
const vitest = (name) => ({
  name,
  command: (report, files) => [
    join(BIN, "vitest"),
    "run",
    ...["--project", name, "--reporter=default", "--reporter=json", `--outputFile.json=${report}`],
    ...files,
  ],
  read: readVitestReport,
});

const CHECKS = [
  check("format", join(BIN, "biome"), "format", "."),
  check("lint", join(BIN, "biome"), "lint", "--error-on-warnings", "."),
  check("boundaries", "npm", "run", "--silent", "check:boundaries"),
  check("types", join(BIN, "tsc"), "--noEmit"),
];
const browser = (name, ...args) => ({
  name,
  command: (_report, files) => [join(BIN, "playwright"), "test", "--reporter=list,json", ...args, ...files],
  environment: (report) => ({ PLAYWRIGHT_JSON_OUTPUT_NAME: report }),
  read: readPlaywrightReport,
});
/** Journeys that watch time. */
const ALONE = "@alone";

/** Stages run one after the other; all but the first alone: they watch time and memory, or need the whole machine. */
export const STAGES = [
  [
    [...CHECKS, vitest("unit")],
    [{ name: "build", build: true }, vitest("database")],
  ],
  [[vitest("proof")]],
  [[vitest("conformance"), vitest("conformance-alone")]],
  [[vitest("quota-load"), vitest("quota-minute")]],
  [[vitest("faults")]],
  [[vitest("crash")]],
  [[browser("browser", "--grep-invert", ALONE), browser("browser-alone", "--grep", ALONE, "--workers=1")]],
];
