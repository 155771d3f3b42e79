import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const OWNER = "owner";

interface Owner {
  pid: number;
  /** When the process began, in the kernel's own unit; empty where the system does not tell. */
  began: string;
}

/** Writes down that this process owns the spool in `directory`. Throws what the file system throws. */
export function claimSpool(directory: string): void {
  const owner: Owner = { pid: process.pid, began: beginOf(process.pid) };
  writeFileSync(join(directory, OWNER), JSON.stringify(owner), { mode: 0o600 });
}

/** Whether the process that owns the spool in `directory` is gone. A spool of this very process is its own. */
export function isOrphaned(directory: string): boolean {
  const owner = readOwner(directory);
  if (owner === null) return true;
  if (!isRunning(owner.pid)) return true;
  // Process numbers are given out again, in containers at once: the start tells two processes apart.
  return owner.began !== beginOf(owner.pid);
}

function readOwner(directory: string): Owner | null {
  try {
    const value: unknown = JSON.parse(readFileSync(join(directory, OWNER), "utf8"));
    return isOwner(value) ? value : null;
  } catch (error) {
    // A process that died between making the folder and writing this has nothing in it.
    if (error instanceof SyntaxError || isMissing(error)) return null;
    throw error;
  }
}

function isOwner(value: unknown): value is Owner {
  return (
    typeof value === "object" && value !== null && "pid" in value && typeof value.pid === "number" && "began" in value
  );
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** Field 22 of /proc/<pid>/stat, after the command in parentheses. */
function beginOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
  } catch (error) {
    if (isMissing(error)) return "";
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ESRCH");
}
