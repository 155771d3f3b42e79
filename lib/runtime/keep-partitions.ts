import type { Database } from "@/db/client";
import { ensureRequestPartitions } from "@/db/queries/ledger/request-partitions";
import type { Logger } from "@/lib/telemetry/logger";

const AGAIN_MS = 6 * 60 * 60 * 1000;

/** Makes the days ahead of the request records, now and four times a day; a day that is missed waits in the default partition. */
export function keepPartitions(sql: Database["sql"], logger: Logger): { stop(): void } {
  const run = () => {
    ensureRequestPartitions(sql).catch((error: unknown) => {
      logger.warn(
        { error: String(error) },
        "the days ahead of the request records could not be made; trying again later",
      );
    });
  };
  run();
  const timer = setInterval(run, AGAIN_MS).unref();
  return { stop: () => clearInterval(timer) };
}
