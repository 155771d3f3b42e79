import { type ChildProcess, fork } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { EmbeddedReport, EmbeddedRequest } from "./embedded-messages";

export interface EmbeddedOptions {
  /** Directory of the database's files, made when missing; null keeps everything in memory. */
  dataDir: string | null;
  /** Loopback port; chosen by the system when absent. */
  port?: number;
  /** An archive to begin with instead of an empty database; not read when the database exists. */
  loadFrom?: string;
  /** Where to leave an archive of the data on `stop`. */
  dumpTo?: string;
}

export interface EmbeddedPostgres {
  /** Connection string with a password made for this start. */
  url: string;
  pid: number;
  /** Resolves with a sentence when the database went away without `stop`; never rejects. */
  failure: Promise<string>;
  /** Closes the database cleanly and waits for its process to end. */
  stop(): Promise<void>;
}

const STOP_TIMEOUT_MS = 10_000;

/**
 * Starts Postgres (PGlite with pgvector) in a child process that ends with this one. Every connection shares one session:
 * transactions take turns, session-level settings and advisory locks are shared.
 * Throws one clear sentence when the data directory is in use or cannot be opened.
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const password = randomBytes(24).toString("base64url");
  const child = fork(await childEntry(), [], {
    execArgv: ["--enable-source-maps"],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const port = await opened(child, {
    kind: "open",
    dataDir: options.dataDir,
    port: options.port ?? 0,
    password,
    loadFrom: options.loadFrom ?? emptyDatabase(),
    dumpTo: options.dumpTo ?? null,
  });
  let stopped: Promise<void> | null = null;
  return {
    url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`,
    pid: child.pid ?? 0,
    failure: failureOf(child),
    stop() {
      stopped ??= stopChild(child);
      return stopped;
    },
  };
}

function opened(child: ChildProcess, request: EmbeddedRequest): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`The embedded database ended while starting (exit code ${code}).`)));
    child.once("message", (report: EmbeddedReport) => {
      if (report.kind === "ready") resolve(report.port);
      else reject(new Error(report.message));
    });
    child.send(request);
  });
}

function failureOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.on("message", (report: EmbeddedReport) => {
      if (report.kind === "failed") resolve(report.message);
    });
    child.once("exit", (code) => resolve(`The embedded database ended (exit code ${code}).`));
  });
}

async function stopChild(child: ChildProcess): Promise<void> {
  for (const event of ["exit", "message"]) child.removeAllListeners(event);
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  const timer = setTimeout(() => child.kill("SIGKILL"), STOP_TIMEOUT_MS);
  if (child.connected) child.send({ kind: "stop" } satisfies EmbeddedRequest);
  await ended;
  clearTimeout(timer);
}

/** The archive of an empty database that the build leaves beside the server: loading it is much faster than making one. */
function emptyDatabase(): string | null {
  const path = fileURLToPath(new URL("./empty-database.tar", import.meta.url));
  return existsSync(path) ? path : null;
}

/** The bundled child beside the bundled server; from source (tests, tools) a bundle made on the spot, once per content. */
async function childEntry(): Promise<string> {
  const bundled = fileURLToPath(new URL("./embedded-child.mjs", import.meta.url));
  if (existsSync(bundled)) return bundled;
  const { build } = await import("esbuild");
  const result = await build({
    entryPoints: [fileURLToPath(new URL("./embedded-child.ts", import.meta.url))],
    write: false,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    packages: "external",
    sourcemap: "inline",
  });
  const code = result.outputFiles[0]?.contents ?? new Uint8Array();
  const hash = createHash("sha256").update(code).digest("hex").slice(0, 16);
  const cache = fileURLToPath(new URL("../.cache/", import.meta.url));
  const path = join(cache, `embedded-child-${hash}.mjs`);
  if (existsSync(path)) return path;
  await mkdir(cache, { recursive: true });
  const draft = `${path}.${randomBytes(6).toString("hex")}`;
  await writeFile(draft, code);
  await rename(draft, path);
  return path;
}
