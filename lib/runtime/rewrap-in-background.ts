import type { Keyring } from "@/lib/crypto/keyring-contract";
import type { Logger } from "@/lib/telemetry/logger";

const PAUSE_MS = 1_000;

/**
 * While GATEHOUSE_SECRET_PREVIOUS is set: moves everything sealed to the current secret, batch by batch, until nothing is left
 * under the old one. Safe in every process at once. Logs when the old secret may be dropped.
 */
export function rewrapInBackground(keyring: Keyring, logger: Logger): { stop(): void } {
  let timer: NodeJS.Timeout | null = null;
  let stopped = false;

  async function rewrap(): Promise<void> {
    const { rewrapped, remaining } = await keyring.rewrap();
    if (remaining > 0) {
      again();
      return;
    }
    logger.info(
      { rewrapped },
      "everything is sealed under the current GATEHOUSE_SECRET; GATEHOUSE_SECRET_PREVIOUS can be dropped",
    );
  }

  function again(): void {
    if (stopped) return;
    timer = setTimeout(run, PAUSE_MS).unref();
  }

  function run(): void {
    rewrap().catch((error: unknown) => {
      logger.warn({ error: String(error) }, "could not move sealed values to the current secret; trying again");
      again();
    });
  }

  run();
  return {
    stop() {
      stopped = true;
      if (timer !== null) clearTimeout(timer);
    },
  };
}
