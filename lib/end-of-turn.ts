let writes: (() => void)[] = [];
let sends: (() => void)[] = [];

/**
 * Runs `send` when this turn of the event loop has served every socket that had something to say, in the order asked for. A write to a
 * socket may wake whoever reads it, and that costs more than the write; writes that follow each other wake him once. A single call waits
 * for nothing. `send` must not throw: what it throws surfaces as uncaught, after which the rest is sent all the same.
 */
export function atEndOfTurn(send: () => void): void {
  schedule();
  sends.push(send);
}

/**
 * Runs `write` at the end of the turn too, but before anything more is sent, also by those that asked earlier: what they send may by then
 * say what only `write` makes true. It must not throw.
 */
export function aheadOfSends(write: () => void): void {
  schedule();
  writes.push(write);
}

/** Runs now what waits for the end of the turn: for whoever sends something himself that must not overtake it. */
export function endTurn(): void {
  const due = sends;
  sends = [];
  writeAll();
  for (const [n, send] of due.entries()) {
    try {
      send();
      // What was sent may have broken, and its call been closed by that.
      writeAll();
    } catch (error) {
      for (const left of due.slice(n + 1)) atEndOfTurn(left);
      throw error;
    }
  }
}

function schedule(): void {
  if (writes.length === 0 && sends.length === 0) setImmediate(endTurn);
}

function writeAll(): void {
  if (writes.length === 0) return;
  const due = writes;
  writes = [];
  for (const write of due) write();
}
