import { join } from "node:path";
import { attendCheckpoints } from "@/lib/audit/attend-checkpoints";
import type { Env } from "@/lib/env";
import { createLogger } from "@/lib/telemetry/logger";
import type { Runtime } from "./runtime";

/** Takes and delivers audit checkpoints, in processes that serve the portal. */
export function checkpointInBackground(env: Env, runtime: Runtime): { stop(): Promise<void> } {
  if (env.role === "gateway") return { stop: () => Promise.resolve() };
  return attendCheckpoints({
    admin: runtime.adminDeps,
    folder: env.auditDir ?? join(env.dataDir, "audit"),
    logger: createLogger(env.logLevel),
  });
}
