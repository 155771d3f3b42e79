import type { Database } from "@/db/client";
import type { Logger } from "@/lib/telemetry/logger";
import { sendDigests } from "./send-digests";
import { tellOfExpiry } from "./tell-of-expiry";

const FIRST_MS = 20_000;
const LOOK_MS = 5 * 60_000;

interface CalendarDeps {
  database: Pick<Database, "orm">;
  logger: Logger;
  now(): Date;
}

/** What is told because of the date: ends that come near, and daily digests. Every process looks; the database tells each only once. */
export function attendCalendar({ database, logger, now }: CalendarDeps): { stop(): Promise<void> } {
  let isStopped = false;
  let timer: NodeJS.Timeout;
  let looking: Promise<void> = Promise.resolve();
  const look = async () => {
    try {
      await tellOfExpiry(database, now());
      await sendDigests(database);
    } catch (error) {
      logger.warn({ error: String(error) }, "what ends soon could not be looked at; looking again");
    }
    if (!isStopped) again(LOOK_MS);
  };
  const again = (afterMs: number) => {
    timer = setTimeout(() => {
      looking = look();
    }, afterMs).unref();
  };
  again(FIRST_MS);
  return {
    stop() {
      isStopped = true;
      clearTimeout(timer);
      return looking;
    },
  };
}
