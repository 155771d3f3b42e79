import type { Env } from "@/lib/env";
import { attendProofs } from "@/lib/proof/attend-proofs";
import { readRelease } from "@/lib/proof/release";
import { createLogger } from "@/lib/telemetry/logger";
import type { Runtime } from "./runtime";

/**
 * Runs the proofs of enforcement that people ask for or that come due, in processes that serve the portal. `listener` is the origin
 * of this process's own socket.
 */
export function proveInBackground(env: Env, runtime: Runtime, listener: string): { stop(): Promise<void> } {
  if (env.role === "gateway") return { stop: () => Promise.resolve() };
  return attendProofs({
    admin: runtime.adminDeps,
    places: { publicOrigin: env.publicOrigin, listener: env.role === "all" ? listener : null },
    bodyLimitBytes: runtime.bodyLimitBytes,
    software: readRelease(import.meta.dirname),
    logger: createLogger(env.logLevel),
  });
}
