import type { Server } from "node:http";
import type { Lifecycle } from "./lifecycle";

/** What the drain needs of the gateway. */
export interface Drainable {
  beginDrain(): void;
  /** Asks what could go on for long to end as soon as it has nothing under way. */
  endIdle(): void;
  /** Ends what is live with a proper error; resolves when all of it has closed. */
  endStreams(): Promise<void>;
}

interface DrainOptions {
  lameDuckMs: number;
  drainMs: number;
  /** Aborts when an operator asked a second time: no more waiting. */
  hurry: AbortSignal;
}

const SWEEP_MS = 100;
/** The last bytes of an ended stream need a moment to leave. */
const FLUSH_MS = 2_000;

/**
 * Takes a server out of service without cutting anyone off: readiness flips, new connections are served through the lame-duck
 * window, then none are accepted; live streams finish up to the deadline and after that end in a proper error.
 */
export async function drain(
  server: Server,
  gateway: Drainable | null,
  lifecycle: Lifecycle,
  options: DrainOptions,
): Promise<void> {
  lifecycle.enter("leaving");
  gateway?.beginDrain();
  await pause(options.lameDuckMs, options.hurry);
  lifecycle.enter("closing");
  gateway?.endIdle();
  const closed = closeServer(server);
  await Promise.race([closed, pause(options.drainMs, options.hurry)]);
  const forever = new AbortController().signal;
  if (gateway !== null) await Promise.race([gateway.endStreams(), pause(FLUSH_MS, forever)]);
  await Promise.race([closed, pause(FLUSH_MS, forever)]);
  server.closeAllConnections();
  await closed;
}

/** Resolves when the last connection has closed; those that only wait for another request are closed at once. */
function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS);
    server.close(() => {
      clearInterval(sweep);
      resolve();
    });
    server.closeIdleConnections();
  });
}

/** Resolves after `ms`, or at once when `signal` aborts. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted || ms === 0) return resolve();
    const timer = setTimeout(resolve, ms);
    timer.unref();
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
