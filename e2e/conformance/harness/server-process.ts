import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const READY_TIMEOUT_MS = 60_000;

export interface ServerProcess {
  origin: string;
  pid: number;
  /** Everything it wrote to stdout and stderr so far. */
  output(): string;
  /** SIGTERM; resolves with the exit code when it and its data are gone. */
  stop(): Promise<number | null>;
}

/** Starts a built server on a free port with an embedded database of its own and waits until it is ready. */
export async function startServer(file: string, settings: Record<string, string>): Promise<ServerProcess> {
  const dataDir = mkdtempSync(join(tmpdir(), "gatehouse-conformance-"));
  const ours = { PORT: "0", GATEHOUSE_DATA_DIR: dataDir, ...settings };
  const env: NodeJS.ProcessEnv = { ...inheritedEnvironment(), ...ours, NODE_ENV: "production" };
  const child = spawn(process.execPath, ["--disable-proto=delete", "--enable-source-maps", file], {
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (bytes: Buffer) => (output += bytes.toString()));
  const remove = () => rmSync(dataDir, { recursive: true, force: true });
  try {
    const origin = await readyOrigin(child, () => output);
    return { origin, pid: child.pid ?? 0, output: () => output, stop: () => stop(child).finally(remove) };
  } catch (error) {
    child.kill("SIGKILL");
    remove();
    throw error;
  }
}

/** What a shell has, without settings of Gatehouse or keys of providers that would change the test. */
function inheritedEnvironment(): Record<string, string> {
  const kept = Object.entries(process.env).filter(
    ([name, value]) =>
      value !== undefined && !/^(GATEHOUSE_|OIDC_|DATABASE_URL$|NODE_OPTIONS$|VITEST)|_API_KEY$/.test(name),
  );
  return Object.fromEntries(kept) as Record<string, string>;
}

/** Resolves with the origin once the server printed it; rejects with what it said when it ends or says nothing. */
function readyOrigin(child: ChildProcess, output: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`the server was not ready in time:\n${output()}`)),
      READY_TIMEOUT_MS,
    );
    child.once("exit", (code) => reject(new Error(`the server ended with code ${code}:\n${output()}`)));
    child.stdout?.on("data", () => {
      const origin = /(http:\/\/\S+)\/api\/v1\s/.exec(output())?.[1];
      if (origin === undefined) return;
      clearTimeout(timer);
      resolve(origin);
    });
  });
}

async function stop(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), 20_000);
  await ended;
  clearTimeout(timer);
  return child.exitCode;
}
