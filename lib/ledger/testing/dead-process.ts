import { spawnSync } from "node:child_process";
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The number of a process that has ended. */
export function deadPid(): number {
  return spawnSync(process.execPath, ["-e", ""]).pid;
}

/** Makes every spool under `root` that of a process which has ended, as SIGKILL would have left it. */
export function orphanAll(root: string): void {
  const pid = deadPid();
  for (const name of readdirSync(root)) writeFileSync(join(root, name, "owner"), JSON.stringify({ pid, began: "0" }));
}
