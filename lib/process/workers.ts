import cluster, { type Worker } from "node:cluster";
import type { Env } from "@/lib/env";
import { StartFailure } from "./start-failure";

export type WorkerReport = { kind: "ready"; port: number } | { kind: "failed"; sentence: string };

const FIRST_DELAY_MS = 250;
const LONGEST_DELAY_MS = 10_000;
/** A worker that lived this long was healthy: its death says nothing about the next one. */
const HEALTHY_MS = 60_000;
/** Workers bound their own drain; this is for one that hangs. */
const HANGING_MS = 15_000;

/** Keeps a number of serving processes alive behind one port. */
export class Workers {
  readonly #env: Env;
  readonly #databaseUrl: string;
  #delayMs = FIRST_DELAY_MS;
  #stopping = false;

  constructor(env: Env, databaseUrl: string) {
    this.#env = env;
    this.#databaseUrl = databaseUrl;
  }

  /** Starts `count` workers; resolves with their port when all of them serve. Throws StartFailure. */
  async start(count: number): Promise<number> {
    const ports = await Promise.all(Array.from({ length: count }, () => reported(this.#fork())));
    cluster.on("exit", (worker) => this.#replace(worker));
    return ports[0] ?? this.#env.port;
  }

  /** Asks every worker to drain; resolves when the last has gone. */
  async stop(hurry: AbortSignal): Promise<void> {
    this.#stopping = true;
    const workers = Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined);
    const gone = Promise.all(workers.map((worker) => new Promise((resolve) => worker.once("exit", resolve))));
    const ask = (signal: NodeJS.Signals) => {
      for (const worker of workers) worker.process.kill(signal);
    };
    ask("SIGTERM");
    hurry.addEventListener("abort", () => ask("SIGTERM"));
    const timer = setTimeout(() => ask("SIGKILL"), this.#env.lameDuckMs + this.#env.drainMs + HANGING_MS);
    await gone;
    clearTimeout(timer);
  }

  /** A worker reads the same environment, but never the embedded store or a terminal of its own. */
  #fork(): Worker {
    const born = performance.now();
    const worker = cluster.fork({
      DATABASE_URL: this.#databaseUrl,
      GATEHOUSE_SECRET: this.#env.secret.reveal(),
      GATEHOUSE_LAME_DUCK_MS: String(this.#env.lameDuckMs),
    });
    worker.once("exit", () => {
      const healthy = performance.now() - born > HEALTHY_MS;
      this.#delayMs = healthy ? FIRST_DELAY_MS : Math.min(this.#delayMs * 2, LONGEST_DELAY_MS);
    });
    return worker;
  }

  #replace(worker: Worker): void {
    if (this.#stopping) return;
    process.stderr.write(
      `Worker ${worker.process.pid} ended unexpectedly; another one starts in ${this.#delayMs} ms.\n`,
    );
    setTimeout(() => {
      if (!this.#stopping) this.#fork();
    }, this.#delayMs);
  }
}

function reported(worker: Worker): Promise<number> {
  return new Promise((resolve, reject) => {
    worker.once("message", (report: WorkerReport) => {
      if (report.kind === "ready") resolve(report.port);
      else reject(new StartFailure(report.sentence));
    });
    worker.once("exit", (code) => reject(new StartFailure(`A worker ended while starting (exit code ${code}).`)));
  });
}
