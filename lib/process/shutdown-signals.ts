/** npm, the start script and the terminal each deliver the same Ctrl-C; what comes within this time is one wish. */
const SAME_WISH_MS = 1_000;
let wishes = 0;

/** Whether the process was asked to end. */
export function isLeaving(): boolean {
  return wishes > 0;
}

/**
 * Calls `begin` once when the process is asked to end (SIGTERM, SIGINT, SIGHUP, or the parent is gone), and aborts the signal it
 * was given when it is asked again. A third time ends the process on the spot.
 */
export function onShutdown(begin: (hurry: AbortSignal) => Promise<void>): void {
  const hurry = new AbortController();
  let last = Number.NEGATIVE_INFINITY;
  const wish = () => {
    const now = performance.now();
    if (now - last < SAME_WISH_MS) return;
    last = now;
    wishes++;
    if (wishes === 1) void begin(hurry.signal);
    else if (wishes === 2) hurry.abort();
    else process.exit(1);
  };
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, wish);
  if (process.channel !== undefined) process.once("disconnect", wish);
}
