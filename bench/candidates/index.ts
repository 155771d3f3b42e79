import { startBareRelay } from "./bare-relay";
import type { StartCandidate } from "./candidate";
import { startDirect } from "./direct";
import { startNginx } from "./nginx";
import { startPortkey } from "./portkey";

/** In the order of the table. */
export const CANDIDATES: Record<string, StartCandidate> = {
  direct: startDirect,
  nginx: startNginx,
  bare: startBareRelay,
  portkey: startPortkey,
};
