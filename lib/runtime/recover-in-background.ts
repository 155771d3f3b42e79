import { type Recovery, recoverSpools } from "@/lib/ledger/recover-spools";
import type { Logger } from "@/lib/telemetry/logger";
import { warnUnlessAway } from "./store-trouble";

const AGAIN_MS = 30_000;

/** Brings what dead processes of this host left in their spools, now and every half minute, until told to stop. */
export function recoverInBackground(
  { sql, spoolRoot }: Pick<Recovery, "sql" | "spoolRoot">,
  logger: Logger,
): { stop(): void } {
  let running = false;
  const run = async () => {
    if (running) return;
    running = true;
    try {
      const { spools, ...brought } = await recoverSpools({
        sql,
        spoolRoot,
        onReject: (line, error) => logger.error({ line, error: String(error) }, "a spooled record was refused"),
      });
      if (spools > 0) logger.warn({ spools, ...brought }, "brought what a process that died had left in its spool");
    } catch (error) {
      warnUnlessAway(logger, "what dead processes left in their spools could not be brought yet")(error);
    } finally {
      running = false;
    }
  };
  void run();
  const timer = setInterval(() => void run(), AGAIN_MS).unref();
  return { stop: () => clearInterval(timer) };
}
