import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { until } from "../../conformance/harness/until";

/** Made by `prepare.ts`; beside `.cache` as it would be beside dist/, so that it finds the migrations. */
const SERVER = ".cache/crash-server.mjs";

/** A gateway process on a port and a data directory that outlive it. */
export interface MortalGateway {
  origin: string;
  /** SIGKILL; resolves when the process is gone. */
  kill(): Promise<void>;
  /** Begins it again; resolves when it serves. */
  start(): Promise<void>;
  /** SIGTERM; resolves with the exit code. */
  stop(): Promise<number | null>;
  output(): string;
}

export async function openGateway(settings: Record<string, string>): Promise<MortalGateway> {
  const port = String(await freePort());
  const origin = `http://127.0.0.1:${port}`;
  const env = {
    PATH: process.env.PATH,
    NODE_ENV: "production" as const,
    GATEHOUSE_ROLE: "gateway",
    GATEHOUSE_LAME_DUCK_MS: "0",
    ...settings,
    PORT: port,
  };
  let output = "";
  let child: ChildProcess | null = null;

  async function end(signal: NodeJS.Signals): Promise<number | null> {
    if (child === null || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null;
    const ended = once(child, "exit");
    child.kill(signal);
    await ended;
    return child.exitCode;
  }

  return {
    origin,
    output: () => output,
    async start() {
      const started = spawn(process.execPath, ["--disable-proto=delete", SERVER], {
        env,
        stdio: ["ignore", "pipe", "pipe"],
      });
      child = started;
      for (const stream of [started.stdout, started.stderr]) stream.on("data", (bytes: Buffer) => (output += bytes));
      const serves = async () => {
        if (started.exitCode !== null)
          throw new Error(`the gateway ended with ${started.exitCode}:\n${output.slice(-4000)}`);
        return (await fetch(`${origin}/readyz`).catch(() => null))?.status === 200;
      };
      const isServing = until(serves, { what: "the gateway serving", timeoutMs: 60_000 });
      await isServing.catch((error: unknown) => {
        throw new Error(`the gateway did not start:\n${output.slice(-4000)}`, { cause: error });
      });
    },
    kill: async () => void (await end("SIGKILL")),
    stop: () => end("SIGTERM"),
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return typeof address === "object" && address !== null ? address.port : 0;
}
