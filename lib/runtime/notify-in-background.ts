import { attendAlerts } from "@/lib/alerts/attend-alerts";
import type { Env } from "@/lib/env";
import { attendCalendar } from "@/lib/notices/attend-calendar";
import { attendNotices } from "@/lib/notices/attend-notices";
import { createLogger } from "@/lib/telemetry/logger";
import type { Runtime } from "./runtime";

/** Looks for what is wrong and what ends soon, and delivers notices, in processes that serve the portal. */
export function notifyInBackground(env: Env, runtime: Runtime): { stop(): Promise<void> } {
  if (env.role === "gateway") return { stop: () => Promise.resolve() };
  const logger = createLogger(env.logLevel);
  const admin = runtime.adminDeps;
  const attendants = [
    attendAlerts({ admin, logger }),
    attendCalendar({ ...admin, logger }),
    attendNotices({ ...admin, logger }),
  ];
  return {
    async stop() {
      await Promise.all(attendants.map((one) => one.stop()));
    },
  };
}
