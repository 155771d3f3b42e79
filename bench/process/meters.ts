import { readdirSync, readFileSync } from "node:fs";

const TICKS_PER_SECOND = 100;

/** Resident memory of a process and its children, bytes; null where /proc is missing. */
export function residentBytes(pid: number): number | null {
  return sumOver(pid, (id) => {
    const status = readFileSync(`/proc/${id}/status`, "utf8");
    return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1024;
  });
}

/** CPU time of a process and its children so far, microseconds; null where /proc is missing. */
export function cpuMicros(pid: number): number | null {
  return sumOver(pid, (id) => {
    const stat = readFileSync(`/proc/${id}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const ticks = Number(fields[11]) + Number(fields[12]);
    return (ticks / TICKS_PER_SECOND) * 1_000_000;
  });
}

function sumOver(pid: number, measure: (pid: number) => number): number | null {
  try {
    return [pid, ...descendants(pid)].reduce((sum, id) => sum + measure(id), 0);
  } catch {
    return null;
  }
}

function descendants(pid: number): number[] {
  const children = readdirSync(`/proc/${pid}/task`).flatMap((task) =>
    readFileSync(`/proc/${pid}/task/${task}/children`, "utf8").split(" ").filter(Boolean).map(Number),
  );
  return children.flatMap((child) => [child, ...descendants(child)]);
}
