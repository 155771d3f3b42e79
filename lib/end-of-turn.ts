let waiting: (() => void)[] = [];

/**
 * Runs `send` when this turn of the event loop has served every socket that had something to say, in the order asked for. A write to a
 * socket may wake whoever reads it, and that costs more than the write; writes that follow each other wake him once. A single call waits
 * for nothing. `send` must not throw: what it throws surfaces as uncaught, after which the rest is sent all the same.
 */
export function atEndOfTurn(send: () => void): void {
  if (waiting.length === 0) setImmediate(endTurn);
  waiting.push(send);
}

/** Runs now what waits for the end of the turn: for whoever sends something himself that must not overtake it. */
export function endTurn(): void {
  const due = waiting;
  waiting = [];
  for (const [n, send] of due.entries()) {
    try {
      send();
    } catch (error) {
      for (const left of due.slice(n + 1)) atEndOfTurn(left);
      throw error;
    }
  }
}
