import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";

/** A process that was killed needs a moment before the system closes its files. */
const RELEASE_WAIT_MS = 3000;
const RETRY_MS = 100;

/**
 * Takes the lock file `path` for this process; returns the function that gives it back.
 * A lock of a dead process is taken over. Throws, naming the holder, when a live one keeps it.
 */
export async function takeLock(path: string, what: string): Promise<() => void> {
  const mine = describeProcess(process.pid);
  const deadline = performance.now() + RELEASE_WAIT_MS;
  while (!tryTake(path, mine)) {
    const holder = readHolder(path);
    if (holder !== null && !isAlive(holder)) removeIf(path, holder);
    else if (performance.now() > deadline) throw new Error(inUse(what, holder));
    else await delay(RETRY_MS);
  }
  return () => removeIf(path, mine);
}

function inUse(what: string, holder: string | null): string {
  const who = holder === null ? "" : ` (process ${holder.split(" ")[0]})`;
  return `${what} is in use by another Gatehouse${who}. Stop that one, or set GATEHOUSE_DATA_DIR to another directory.`;
}

/** Whole content or nothing: a link of a finished file either appears at once or fails because the lock exists. */
function tryTake(path: string, content: string): boolean {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, content, { mode: 0o600 });
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (isCode(error, "EEXIST")) return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Removes the lock only while it still says `content`; someone else may have taken it over in between. */
function removeIf(path: string, content: string): void {
  const aside = `${path}.${process.pid}.old`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if (isCode(error, "ENOENT")) return;
    throw error;
  }
  if (readHolder(aside) !== content) linkSync(aside, path);
  rmSync(aside, { force: true });
}

function readHolder(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (isCode(error, "ENOENT")) return null;
    throw error;
  }
}

/** A process id is used again after a restart of the machine, so the start time goes with it where the system tells. */
function describeProcess(pid: number): string {
  return `${pid} ${startTime(pid)}`;
}

function startTime(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
  } catch {
    return "";
  }
}

function isAlive(holder: string): boolean {
  const pid = Number(holder.split(" ")[0]);
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (isCode(error, "ESRCH")) return false;
  }
  return holder === describeProcess(pid);
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
