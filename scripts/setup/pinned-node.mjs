import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { SetupFailure } from "./phase.mjs";
import { ROOT } from "./root.mjs";

/**
 * Path of the Node that Gatehouse is built and tested with: the `node` dependency, or this process's own when it is at least as
 * new. Throws SetupFailure when there is neither, which happens where npm may not run install scripts.
 */
export function pinnedNode() {
  const { version } = JSON.parse(readFileSync(join(ROOT, "node_modules/node/package.json"), "utf8"));
  const path = join(ROOT, "node_modules/node/bin", process.platform === "win32" ? "node.exe" : "node");
  const found = versionOf(path);
  if (found === `v${version}`) return path;
  const major = Number(version.split(".")[0]);
  if (Number(process.versions.node.split(".")[0]) >= major) return process.execPath;
  throw new SetupFailure(
    `Gatehouse runs on Node ${major}, which its "node" dependency installs, but npm was not allowed to run that package's install ` +
      `script: run "npm rebuild node --ignore-scripts=false" (or install Node ${major}) and start again.`,
  );
}

function versionOf(path) {
  try {
    return execFileSync(path, ["--version"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  } catch {
    return undefined;
  }
}
