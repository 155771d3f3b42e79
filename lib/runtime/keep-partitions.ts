import { setTimeout as sleep } from "node:timers/promises";
import type { Database } from "@/db/client";
import {
  deleteExpiredTexts,
  dropRequestPartitionsBefore,
  ensureRequestPartitions,
  readRetention,
} from "@/db/queries/ledger/request-partitions";
import type { Logger } from "@/lib/telemetry/logger";
import { warnUnlessAway } from "./store-trouble";

const EVERY_MS = 6 * 60 * 60 * 1000;
const AFTER_FAILURE_MS = 60_000;
/** Making a table waits for those who use its parent. */
const DEADLINE_MS = 60_000;
const DROP_PAUSE_MS = 500;

/**
 * Makes the days ahead of the request records and drops those that nobody keeps any more, now and four times a day; a day that is missed
 * waits in the default partition.
 */
export function keepPartitions(database: Pick<Database, "within">, logger: Logger): { stop(): void } {
  const { sql } = database.within(DEADLINE_MS);
  const warn = warnUnlessAway(logger, "the days of the request records could not be kept; trying again later");
  const pause = () => sleep(DROP_PAUSE_MS, undefined, { ref: false });
  let isStopped = false;
  let timer: NodeJS.Timeout | null = null;

  async function keep(): Promise<void> {
    await ensureRequestPartitions(sql);
    const { request_text: texts, request_record: records } = await readRetention(sql);
    await dropRequestPartitionsBefore(sql, "request_text", { before: texts, pause });
    await dropRequestPartitionsBefore(sql, "request_record", { before: records, pause });
    await deleteExpiredTexts(sql);
  }

  async function run(): Promise<void> {
    let waitMs = EVERY_MS;
    try {
      await keep();
    } catch (error) {
      warn(error);
      waitMs = AFTER_FAILURE_MS;
    }
    if (!isStopped) timer = setTimeout(() => void run(), waitMs).unref();
  }

  void run();
  return {
    stop() {
      isStopped = true;
      if (timer !== null) clearTimeout(timer);
    },
  };
}
