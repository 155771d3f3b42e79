import { existsSync, openAsBlob } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { vector } from "@electric-sql/pglite-pgvector";
import { takeLock } from "./embedded-lock";
import type { EmbeddedReport, EmbeddedRequest } from "./embedded-messages";
import { serveWire } from "./embedded-wire";

/** The process of the embedded Postgres: opened by db/embedded.ts, ends when told to or when its parent is gone. */

type Closer = () => Promise<void>;
const IDLE_TURN_MS = 20_000;
const closers: Closer[] = [];
let closing: Promise<void> | null = null;

// Ctrl-C reaches every process of the terminal, but the parent still needs the database while it drains.
process.on("SIGINT", () => undefined);
process.on("SIGTERM", () => undefined);
process.on("disconnect", () => void close(0));
process.on("message", (request: EmbeddedRequest) => void handle(request));

async function handle(request: EmbeddedRequest): Promise<void> {
  try {
    if (request.kind === "open") report({ kind: "ready", port: await open(request) });
    else if (request.kind === "stop") await close(0);
  } catch (error) {
    report({ kind: "failed", message: error instanceof Error ? error.message : String(error) });
    await close(1);
  }
}

async function open(request: EmbeddedRequest & { kind: "open" }): Promise<number> {
  const { dataDir, loadFrom, dumpTo } = request;
  const pglite = dataDir === null ? await create(loadFrom) : await openFolder(dataDir, loadFrom);
  // What lives in memory only and is not dumped has nothing to save.
  if (dataDir !== null || dumpTo !== null) closers.unshift(() => pglite.close());
  if (dumpTo !== null) closers.unshift(() => dump(pglite, dumpTo));
  const wire = await serveWire({
    engine: (messages) => pglite.execProtocolRaw(messages),
    port: request.port,
    password: request.password,
    idleTurnMs: IDLE_TURN_MS,
    onEngineFailure: fail,
  });
  closers.unshift(wire.stop);
  return wire.port;
}

/** Opens a database folder under its lock; one whose making was interrupted holds no data and is made again. */
async function openFolder(dataDir: string, loadFrom: string | null): Promise<PGlite> {
  const folder = dirname(dataDir);
  const making = `${dataDir}.making`;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const release = await takeLock(`${dataDir}.lock`, `The data directory ${folder}`);
  closers.unshift(async () => release());
  if (existsSync(making)) await rm(dataDir, { recursive: true, force: true });
  if (existsSync(dataDir)) return create(null, dataDir);
  await writeFile(making, "");
  const pglite = await create(loadFrom, dataDir);
  await rm(making);
  return pglite;
}

async function create(loadFrom: string | null, dataDir?: string): Promise<PGlite> {
  return PGlite.create({
    ...(dataDir === undefined ? {} : { dataDir }),
    ...(loadFrom === null ? {} : { loadDataDir: await openAsBlob(loadFrom) }),
    extensions: { vector },
  });
}

async function dump(pglite: PGlite, path: string): Promise<void> {
  await pglite.exec("checkpoint");
  const archive = await pglite.dumpDataDir("none");
  await writeFile(path, Buffer.from(await archive.arrayBuffer()));
}

function fail(error: unknown): void {
  report({ kind: "failed", message: `The embedded database stopped: ${String(error)}` });
  process.exit(1);
}

function report(message: EmbeddedReport): void {
  if (process.connected) process.send?.(message);
}

async function close(code: number): Promise<void> {
  closing ??= (async () => {
    for (const closer of closers) await closer();
  })();
  await closing.catch(() => undefined);
  process.exit(code);
}
