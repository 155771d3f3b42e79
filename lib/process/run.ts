import cluster from "node:cluster";
import { availableParallelism } from "node:os";
import { type Env, EnvError, readEnv } from "@/lib/env";
import { Front } from "./front";
import { generatedSecret } from "./generated-secret";
import { type Introduction, introduce } from "./introduce";
import { leaveOperatorAccess } from "./leave-operator-access";
import { localOrigin } from "./local-origin";
import { openStore, type Store } from "./open-store";
import { readyBlock } from "./ready-block";
import { isLeaving, onShutdown } from "./shutdown-signals";
import { StartFailure } from "./start-failure";
import { whenBack } from "./when-back";
import { type WorkerReport, Workers } from "./workers";

export interface RunOptions {
  /** The checkout's root. */
  root: string;
  /** Fill an empty database with a believable organization. */
  demo: boolean;
}

/** Runs this process as what it is: alone, as the first of several, or as one of the workers. Ends it when it cannot start. */
export async function run(options: RunOptions): Promise<void> {
  try {
    const env = readEnv(generatedSecret);
    const count = env.workers === "auto" ? availableParallelism() : env.workers;
    if (cluster.isWorker) await runWorker(env, options);
    else if (count > 1) await runPrimary(env, count, options);
    else await runAlone(env, options);
  } catch (error) {
    // Asked to end while starting: what fails now fails because its parts are being taken away.
    if (!isLeaving()) endWith(error);
  }
}

async function runAlone(env: Env, options: RunOptions): Promise<void> {
  const front = await Front.open({ env, root: options.root });
  const store = await openStore(env);
  onShutdown(async (hurry) => {
    await front.close(hurry);
    await store.embedded?.stop();
    process.exit(0);
  });
  watch(store);
  const welcome = async () => {
    const introduction = await fill(env, store, options);
    if (store.away === null) await front.serve(store.url);
    await leaveOperatorAccess(env, store.url, localOrigin(env.host, front.port));
    process.stdout.write(readyBlock({ origin: front.origin, role: env.role, introduction, seconds: uptime() }));
  };
  if (store.away === null) return welcome();
  await front.serve(store.url);
  whenBack(env, store.away, welcome);
}

/** The first process owns the embedded database and everything that must happen once; it serves nothing itself. */
async function runPrimary(env: Env, count: number, options: RunOptions): Promise<void> {
  const store = await openStore(env);
  const workers = new Workers(env, store.url);
  onShutdown(async (hurry) => {
    await workers.stop(hurry);
    await store.embedded?.stop();
    process.exit(0);
  });
  watch(store);
  const welcome = async (started: number | null) => {
    const introduction = await fill(env, store, options);
    const port = started ?? (await workers.start(count));
    const origin = env.publicOrigin ?? localOrigin(env.host, port);
    await leaveOperatorAccess(env, store.url, localOrigin(env.host, port));
    process.stdout.write(readyBlock({ origin, role: env.role, introduction, seconds: uptime() }));
  };
  if (store.away === null) return welcome(null);
  const port = await workers.start(count);
  whenBack(env, store.away, () => welcome(port));
}

async function runWorker(env: Env, options: RunOptions): Promise<void> {
  const front = await Front.open({ env, root: options.root });
  onShutdown(async (hurry) => {
    await front.close(hurry);
    process.exit(0);
  });
  await front.serve(env.databaseUrl?.reveal() ?? "");
  report({ kind: "ready", port: front.port });
}

function fill(env: Env, store: Store, options: RunOptions): Promise<Introduction> {
  if (options.demo)
    process.stdout.write("  Making the demo organization; on an empty database this takes a while ...\n");
  return introduce(env, store.url, options);
}

/** Without its database the process can only fail calls; whoever supervises it should start it anew. */
function watch(store: Store): void {
  void store.embedded?.failure.then((sentence) => endWith(new StartFailure(sentence)));
}

/** One clear sentence and exit code 1; a bug keeps its stack. */
function endWith(error: unknown): void {
  const isExpected = error instanceof StartFailure || error instanceof EnvError;
  const sentence = isExpected ? error.message : error instanceof Error ? String(error.stack) : String(error);
  if (cluster.isWorker) report({ kind: "failed", sentence });
  else process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

function report(message: WorkerReport): void {
  process.send?.(message);
}

function uptime(): number {
  return process.uptime();
}
