import type { Cell, Finding } from "../control";
import type { Met } from "../met";
import { idsOf, isAnswered, isRefused, type Refusal, sayMet, sayRefusal } from "./findings";

/** From the portal's answer to every gateway process enforcing the change. */
export const ENFORCED_WITHIN_MS = 2_000;
const BETWEEN_CALLS_MS = 200;
/** Calls that must all be refused once the time is over; behind one port they meet every process. */
const LAST_CALLS = 6;

interface Death {
  secret: string;
  /** What must have happened before: the same key was answered. */
  alive: Met;
  refusal: Refusal;
  /** On the clock of `performance.now()`. */
  sinceMs: number;
}

/** Calls with a key that must be dead, again and again until the promise is due and then some; says how long it still lived. */
export async function watchKeyDie(cell: Cell, { secret, alive, refusal, sinceMs }: Death): Promise<Finding> {
  let diedMs = 0;
  let last = alive;
  while (performance.now() - sinceMs < ENFORCED_WITHIN_MS) {
    const sentMs = performance.now() - sinceMs;
    last = await cell.call({ key: secret });
    if (isAnswered(cell, last)) diedMs = sentMs;
    await cell.pause(BETWEEN_CALLS_MS);
  }
  const after = await Promise.all(Array.from({ length: LAST_CALLS }, () => cell.call({ key: secret })));
  const odd = after.find((met) => !isRefused(cell, met, refusal));
  const lived = diedMs === 0 ? "dead at the first call after the change" : `last answered ${seconds(diedMs)} after it`;
  return {
    passed: isAnswered(cell, alive) && odd === undefined,
    expected: `answered before; ${sayRefusal(refusal)} everywhere within ${seconds(ENFORCED_WITHIN_MS)}`,
    seen: `${sayMet(cell, alive)} before; ${lived}; then ${sayMet(cell, odd ?? after[0] ?? last)}`,
    requestIds: idsOf([alive, last, ...after.slice(-1)]),
  };
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`;
}
