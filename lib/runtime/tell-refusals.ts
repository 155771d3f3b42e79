import type { Database } from "@/db/client";
import { flushRefusals, listEndedRefusals } from "@/db/queries/audit/repeated-refusals";
import type { Logger } from "@/lib/telemetry/logger";
import { warnUnlessAway } from "./store-trouble";

const EVERY_MS = 30_000;

/** Writes into the audit log how often refusals came again in windows that are over, for as long as the process runs. */
export function tellRefusals({ orm }: Pick<Database, "orm">, logger: Logger): { stop(): void } {
  const warn = warnUnlessAway(logger, "refusals that came again could not be written down; trying again");
  let isRunning = false;

  async function tell(): Promise<void> {
    if (isRunning) return;
    isRunning = true;
    try {
      for (const organizationId of await listEndedRefusals(orm)) {
        await orm.transaction((run) => flushRefusals(run, organizationId));
      }
    } catch (error) {
      warn(error);
    } finally {
      isRunning = false;
    }
  }

  const timer = setInterval(() => void tell(), EVERY_MS).unref();
  return { stop: () => clearInterval(timer) };
}
