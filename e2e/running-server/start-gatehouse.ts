import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const SERVER = fileURLToPath(new URL("../../dist/server.mjs", import.meta.url));

export interface StartOptions {
  /** On top of a free port and a data directory of its own. */
  env?: Record<string, string>;
  args?: string[];
}

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** A server process, ready or not. */
export interface Launched {
  child: ChildProcess;
  dataDir: string;
  /** Resolves with everything printed so far once it contains the ready block; rejects when the process ends before. */
  ready: Promise<string>;
  ended: Promise<Ended>;
  /** Kills it if it still runs, and removes the data directory. */
  remove(): Promise<void>;
}

export interface RunningGatehouse {
  origin: string;
  /** The owner's one-time link. */
  signInUrl: string;
  /** A virtual key and the simulated model it may call. */
  key: string;
  model: string;
  pid: number;
  child: ChildProcess;
  dataDir: string;
  /** Sends the signal (SIGTERM by default), waits for the end, removes the data directory. */
  stop(signal?: NodeJS.Signals): Promise<Ended>;
}

/** Starts the built server without waiting for it. */
export async function launchGatehouse(options: StartOptions = {}): Promise<Launched> {
  const dataDir = await mkdtemp(join(tmpdir(), "gatehouse-"));
  const child = spawn(process.execPath, ["--disable-proto=delete", SERVER, ...(options.args ?? [])], {
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      NODE_ENV: "production",
      PORT: "0",
      GATEHOUSE_DATA_DIR: dataDir,
      GATEHOUSE_LOG_LEVEL: "warn",
      GATEHOUSE_LAME_DUCK_MS: "0",
      ...options.env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stdout = "";
  let stderr = "";
  const ended = new Promise<Ended>((resolve) => child.once("close", (code) => resolve({ code, stdout, stderr })));
  child.stderr.on("data", (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  const ready = new Promise<string>((resolve, reject) => {
    child.stdout.on("data", (chunk: Buffer) => {
      stdout += chunk.toString();
      if (stdout.includes("is ready") && stdout.endsWith("\n\n")) resolve(stdout);
    });
    void ended.then(({ code }) => reject(new Error(`The server ended with code ${code}:\n${stdout}${stderr}`)));
  });
  ready.catch(() => undefined);
  return {
    child,
    dataDir,
    ready,
    ended,
    async remove() {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill("SIGKILL");
        await once(child, "close");
      }
      await rm(dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    },
  };
}

/** Starts the built server and waits until it is ready. */
export async function startGatehouse(options: StartOptions = {}): Promise<RunningGatehouse> {
  const launched = await launchGatehouse(options);
  const { child, dataDir } = launched;
  try {
    const block = await launched.ready;
    return {
      origin: found(block, /(?:Portal|Gateway) +(http:\/\/[^/\s]+)/),
      signInUrl: found(block, /Sign in +(\S+)/, ""),
      key: found(block, /Bearer (\S+?)"/, ""),
      model: found(block, /"model":"([^"]+)"/, ""),
      pid: child.pid ?? 0,
      child,
      dataDir,
      async stop(signal = "SIGTERM") {
        child.kill(signal);
        const ended = await launched.ended;
        await launched.remove();
        return ended;
      },
    };
  } catch (error) {
    await launched.remove();
    throw error;
  }
}

function found(text: string, pattern: RegExp, absent?: string): string {
  const match = pattern.exec(text)?.[1] ?? absent;
  if (match === undefined) throw new Error(`The ready block has no ${pattern}:\n${text}`);
  return match;
}
