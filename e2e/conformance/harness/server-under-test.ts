import { readFileSync } from "node:fs";
import { inject } from "vitest";

/** A server a file of tests asks. */
export interface ServerUnderTest {
  origin: string;
  /** API token of an owner. */
  ownerToken: string;
  pid: number;
  /** File with everything the server wrote, brought up to date on every request to look. */
  log: string;
}

declare module "vitest" {
  export interface ProvidedContext {
    /** One for each worker. */
    servers: ServerUnderTest[];
  }
}

/** The server of the worker that runs this file; what other workers do to theirs is not seen in it. */
export function serverUnderTest(): ServerUnderTest {
  const place = Number(process.env.VITEST_POOL_ID) - 1;
  const server = inject("servers")[place];
  if (server === undefined) throw new Error(`no server was started for worker ${place + 1}`);
  return server;
}

/** Its resident memory in MB, where the machine has /proc. */
export function residentMb(): number {
  const status = readFileSync(`/proc/${serverUnderTest().pid}/status`, "utf8");
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
}
