import { startBareRelay } from "./bare-relay";
import type { StartCandidate } from "./candidate";
import { startDirect } from "./direct";
import { startLevel, startOther, startProduction, startTranslating } from "./gatehouse";
import { startNginx } from "./nginx";
import { startPortkey } from "./portkey";

/** In the order of the table. */
export const CANDIDATES: Record<string, StartCandidate> = {
  direct: startDirect,
  nginx: startNginx,
  bare: startBareRelay,
  portkey: startPortkey,
  l0: startLevel(0),
  l1: startLevel(1),
  l2: startLevel(2),
  l3: startProduction,
  other: startOther,
  translate: startTranslating,
};
