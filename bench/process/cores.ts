import { spawnSync } from "node:child_process";
import { availableParallelism } from "node:os";

/** Which core a role runs on; null where the machine cannot pin or has one core only. */
export interface CorePlan {
  underTest: number | null;
  load: number | null;
  upstream: number | null;
  database: number | null;
  /** For the table's head. */
  words: string;
}

/** The gateway alone on core 0; everything else on other cores, as many as there are. */
export function planCores(): CorePlan {
  const cores = availableParallelism();
  const canPin = process.platform === "linux" && spawnSync("taskset", ["--version"]).status === 0;
  if (!canPin || cores < 2) {
    return { underTest: null, load: null, upstream: null, database: null, words: "not pinned" };
  }
  const other = (wanted: number) => Math.min(wanted, cores - 1);
  const plan = { underTest: 0, load: other(1), upstream: other(2), database: other(3) };
  const words = `gateway on core 0, load on ${plan.load}, upstream on ${plan.upstream}, Postgres on ${plan.database}`;
  return { ...plan, words };
}
