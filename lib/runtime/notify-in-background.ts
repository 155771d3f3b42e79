import type { Env } from "@/lib/env";
import { attendNotices } from "@/lib/notices/attend-notices";
import { createLogger } from "@/lib/telemetry/logger";
import type { Runtime } from "./runtime";

/** Delivers notices, in processes that serve the portal. */
export function notifyInBackground(env: Env, runtime: Runtime): { stop(): Promise<void> } {
  if (env.role === "gateway") return { stop: () => Promise.resolve() };
  return attendNotices({ ...runtime.adminDeps, logger: createLogger(env.logLevel) });
}
