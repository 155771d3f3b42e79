import { execFileSync } from "node:child_process";
import { availableParallelism, cpus, totalmem } from "node:os";

/** Where and when a table was made, in words; no names and no paths of the machine. */
export function describeRun(pinning: string, database: string): string {
  const processor = cpus()[0]?.model.trim() ?? process.arch;
  const gigabytes = Math.round(totalmem() / 1e9);
  return [
    `- Date: ${new Date().toISOString().slice(0, 10)}, commit ${commit()}`,
    `- Machine: ${processor}, ${availableParallelism()} cores, ${gigabytes} GB, ${process.platform}; ${pinning}`,
    `- Node ${process.version}, ${database}`,
  ].join("\n");
}

function commit(): string {
  try {
    const hash = execFileSync("git", ["rev-parse", "--short", "HEAD"], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
    return hash.trim();
  } catch {
    return "unknown";
  }
}
