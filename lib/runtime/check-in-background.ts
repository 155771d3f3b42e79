import type { Database } from "@/db/client";
import type { BooksStanding } from "@/db/queries/ledger/check-quota-windows";
import { checkBooks } from "@/lib/ledger/check-books";
import type { Logger } from "@/lib/telemetry/logger";
import { warnUnlessAway } from "./store-trouble";

const EVERY_MS = 15_000;
/** The first look at a window adds up all of it: some ten seconds for a million calls, on a small machine. */
const DEADLINE_MS = 4 * 60_000;

export interface BooksWatch {
  /** What the last round found; null before the first. */
  readonly standing: BooksStanding | null;
  stop(): void;
}

/** Compares quotas with the ledger for as long as the process runs; of several processes one does so at a time. */
export function checkInBackground(database: Pick<Database, "within">, logger: Logger): BooksWatch {
  const { orm } = database.within(DEADLINE_MS);
  const warn = warnUnlessAway(logger, "quotas could not be compared with the ledger; trying again");
  let standing: BooksStanding | null = null;
  let isRunning = false;

  async function round(): Promise<void> {
    if (isRunning) return;
    isRunning = true;
    try {
      const { mended, standing: found } = await checkBooks({ orm });
      standing = found;
      for (const { settled, ledger, isDrift, ...window } of mended) {
        const detail = { ...window, settled: settled.toString(), ledger: ledger.toString() };
        if (isDrift) logger.error(detail, "a quota had drifted from the ledger and was set right");
        else logger.warn(detail, "a quota was brought up to the ledger");
      }
    } catch (error) {
      warn(error);
    } finally {
      isRunning = false;
    }
  }

  const timer = setInterval(() => void round(), EVERY_MS).unref();
  return {
    get standing() {
      return standing;
    },
    stop: () => clearInterval(timer),
  };
}
