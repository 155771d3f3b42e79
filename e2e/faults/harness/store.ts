import { execFileSync } from "node:child_process";
import { startEmbeddedPostgres } from "@/db/embedded";
import { migrate } from "@/db/migrate";
import { embeddedTemplate } from "@/db/testing/embedded-template";

/** A Postgres of the test's own, whose processes can be stopped in the middle of anything. */
export interface Store {
  url: string;
  kind: "embedded" | "server";
  /** SIGSTOP to all of it: connections are taken by the kernel and nobody ever answers. */
  freeze(): void;
  thaw(): void;
  /** Ends it without goodbye and starts it again on the same address; null where that is not possible. */
  restart: (() => void) | null;
  close(): Promise<void>;
}

/**
 * The embedded database; or, when FAULTS_POSTGRES names a program that takes `start|stop|pid PORT` (KEEP=1: the same cluster again), a
 * server of its own on FAULTS_POSTGRES_PORT.
 */
export async function openStore(): Promise<Store> {
  const program = process.env.FAULTS_POSTGRES;
  return program ? openServer(program, process.env.FAULTS_POSTGRES_PORT ?? "5438") : openEmbedded();
}

async function openEmbedded(): Promise<Store> {
  const embedded = await startEmbeddedPostgres({ dataDir: null, loadFrom: await embeddedTemplate() });
  return {
    url: embedded.url,
    kind: "embedded",
    freeze: () => process.kill(embedded.pid, "SIGSTOP"),
    thaw: () => process.kill(embedded.pid, "SIGCONT"),
    restart: null,
    async close() {
      process.kill(embedded.pid, "SIGCONT");
      await embedded.stop();
    },
  };
}

async function openServer(program: string, port: string): Promise<Store> {
  const run = (action: string, keep = "") =>
    execFileSync(program, [action, port], { encoding: "utf8", env: { ...process.env, KEEP: keep } }).trim();
  const url = run("start").split("\n").at(-1) ?? "";
  await migrate(url);
  const signal = (name: NodeJS.Signals) => {
    const postmaster = run("pid");
    const children = execFileSync("ps", ["-o", "pid=", "--ppid", postmaster], { encoding: "utf8" });
    for (const pid of [postmaster, ...children.trim().split(/\s+/)]) process.kill(Number(pid), name);
  };
  return {
    url,
    kind: "server",
    freeze: () => signal("SIGSTOP"),
    thaw: () => signal("SIGCONT"),
    restart() {
      signal("SIGKILL");
      startAgain(() => run("start", "1"));
    },
    async close() {
      run("stop");
    },
  };
}

/** What was killed may still hold its address for a moment. */
function startAgain(start: () => void): void {
  for (let tried = 1; ; tried += 1) {
    try {
      start();
      return;
    } catch (error) {
      if (tried >= 20) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 250);
    }
  }
}
