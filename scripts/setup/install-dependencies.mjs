import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runPhase } from "./phase.mjs";
import { ROOT } from "./root.mjs";

const LOCK = join(ROOT, "package-lock.json");
/** npm's own note of what it installed. */
const INSTALLED = join(ROOT, "node_modules/.package-lock.json");
const STAMP = join(ROOT, "node_modules/.gatehouse-install.json");

/**
 * Installs what package-lock.json says when it is missing or stale. `development` asks for the development dependencies too;
 * a checkout that has them keeps them.
 */
export async function installDependencies({ development }) {
  const hash = createHash("sha256").update(readFileSync(LOCK)).digest("hex");
  const stamp = readJson(STAMP);
  if (stamp?.hash === hash && (stamp.development || !development)) return;
  const wanted = readJson(LOCK).packages;
  const installed = readJson(INSTALLED)?.packages;
  const everything = development || (installed !== undefined && Object.values(installed).some((entry) => entry.dev));
  if (installed === undefined || !matches(wanted, installed, everything)) {
    const title = installed === undefined ? "Installing dependencies" : "Updating dependencies";
    await npmCi(title, everything);
  }
  writeFileSync(STAMP, JSON.stringify({ hash, development: everything }));
}

function matches(wanted, installed, everything) {
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === "" || entry.optional || entry.peer || (entry.dev && !everything)) return true;
    return installed[path]?.version === entry.version;
  });
}

async function npmCi(title, everything) {
  const args = ["ci", "--no-audit", "--no-fund", everything ? "--include=dev" : "--omit=dev"];
  const npm = process.env.npm_execpath;
  const isScript = npm !== undefined && /npm-cli\.[cm]?js$/.test(npm);
  if (isScript) await runPhase(title, process.execPath, [npm, ...args]);
  else await runPhase(title, "npm", args, { shell: process.platform === "win32" });
}

function readJson(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : undefined;
}
