import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { until } from "../../conformance/harness/until";

/** Made by `prepare.ts`; beside `.cache` as it would be beside dist/, so that it finds the migrations. */
const SERVER = ".cache/faults-server.mjs";

export interface Readiness {
  ready: boolean;
  degraded: string[];
  components: { name: string; ready: boolean; since: string; detail: string }[];
}

/** A gateway process with a data directory that outlives it. */
export interface GatewayProcess {
  origin: string;
  /** Everything it wrote so far. */
  output(): string;
  readiness(): Promise<Readiness>;
  /** SIGTERM, then the same process again on the same data; resolves when it answers `/readyz` that it serves. */
  restart(): Promise<void>;
  /** Resolves with the exit code. */
  stop(): Promise<number | null>;
}

export async function startGateway(settings: Record<string, string>): Promise<GatewayProcess> {
  const dataDir = await mkdtemp(join(tmpdir(), "gatehouse-faults-"));
  const port = String(await freePort());
  const origin = `http://127.0.0.1:${port}`;
  const env = {
    PATH: process.env.PATH,
    NODE_ENV: "production" as const,
    PORT: port,
    GATEHOUSE_DATA_DIR: dataDir,
    GATEHOUSE_ROLE: "gateway",
    GATEHOUSE_LAME_DUCK_MS: "0",
    ...settings,
  };
  let output = "";
  let child: ChildProcess | null = null;

  const readiness = async () => (await (await fetch(`${origin}/readyz`)).json()) as Readiness;

  async function start(): Promise<void> {
    const started = spawn(process.execPath, ["--disable-proto=delete", SERVER], {
      env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    child = started;
    for (const stream of [started.stdout, started.stderr]) stream.on("data", (bytes: Buffer) => (output += bytes));
    const serves = async () => {
      if (started.exitCode !== null) throw new Error(`the gateway ended with ${started.exitCode}:\n${output}`);
      return (await readiness().catch(() => null))?.ready === true;
    };
    await until(serves, { what: "the gateway serving", timeoutMs: 60_000 });
  }

  async function end(): Promise<number | null> {
    if (child === null || child.exitCode !== null) return child?.exitCode ?? null;
    const ended = once(child, "exit");
    child.kill("SIGTERM");
    await ended;
    return child.exitCode;
  }

  await start();
  return {
    origin,
    output: () => output,
    readiness,
    async restart() {
      await end();
      await start();
    },
    async stop() {
      const code = await end();
      await rm(dataDir, { recursive: true, force: true });
      return code;
    },
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
