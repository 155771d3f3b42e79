import type { Env } from "@/lib/env";
import { openStore } from "./open-store";
import { isLeaving } from "./shutdown-signals";
import type { StartFailure } from "./start-failure";

const AGAIN_MS = 1_000;

/**
 * For a process that serves its last known policy: tells why the database cannot be used, again only when the reason changes, and does
 * what a start does with a database (`welcome`) as soon as there is one.
 */
export function whenBack(env: Env, why: StartFailure, welcome: () => Promise<void>): void {
  let told = "";

  function tell(sentence: string): void {
    if (sentence === told) return;
    told = sentence;
    process.stderr.write(`${sentence} Serving what was last known until then.\n`);
  }

  async function tryAgain(): Promise<void> {
    if (isLeaving()) return;
    try {
      const { away } = await openStore(env);
      if (away === null) return await welcome();
      tell(away.message);
    } catch (error) {
      tell(error instanceof Error ? error.message : String(error));
    }
    setTimeout(() => void tryAgain(), AGAIN_MS).unref();
  }

  tell(why.message);
  setTimeout(() => void tryAgain(), AGAIN_MS).unref();
}
