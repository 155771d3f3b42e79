import { openAsBlob } from "node:fs";
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
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
  if (dataDir !== null) {
    await mkdir(dirname(dataDir), { recursive: true, mode: 0o700 });
    const release = await takeLock(`${dataDir}.lock`, `The data directory ${dirname(dataDir)}`);
    closers.unshift(async () => release());
    await removeHalfMade(dataDir);
  }
  const pglite = await PGlite.create({
    ...(dataDir === null ? {} : { dataDir }),
    ...(loadFrom === null ? {} : { loadDataDir: await openAsBlob(loadFrom) }),
    extensions: { vector },
  });
  closers.unshift(() => pglite.close());
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

/** A first start that was interrupted leaves files without the marker that Postgres writes early; they hold no data. */
async function removeHalfMade(dataDir: string): Promise<void> {
  const names = await readdir(dataDir).catch((): string[] => []);
  if (names.length > 0 && !names.includes("PG_VERSION")) await rm(dataDir, { recursive: true });
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
