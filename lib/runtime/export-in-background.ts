import { attendExports } from "@/lib/admin/request-exports/attend-exports";
import { REQUEST_FILE_FORMS } from "@/lib/admin-api/views/request-file";
import type { Env } from "@/lib/env";
import { createLogger } from "@/lib/telemetry/logger";
import type { Runtime } from "./runtime";
import { warnUnlessAway } from "./store-trouble";

const DEADLINE_MS = 60_000;

/** Writes the files of records that people ask for, in processes that serve the portal. */
export function exportInBackground(env: Env, runtime: Runtime): { stop(): Promise<void> } {
  if (env.role === "gateway") return { stop: () => Promise.resolve() };
  const database = runtime.database.within(DEADLINE_MS);
  const onError = warnUnlessAway(createLogger(env.logLevel), "a file of requests could not be written");
  return attendExports({ database, forms: REQUEST_FILE_FORMS, onError });
}
