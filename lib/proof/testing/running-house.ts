import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { openDatabase } from "@/db/client";
import { freshDatabase } from "@/db/testing/fresh-database";
import { bootstrap } from "@/lib/bootstrap/bootstrap";
import { openKeyring } from "@/lib/crypto/keyring";
import { type Env, parseEnv } from "@/lib/env";
import type { GatewayDeps } from "@/lib/gateway/deps";
import { createRuntime, type Runtime } from "@/lib/runtime/runtime";

export interface RunningHouse {
  origin: string;
  runtime: Runtime;
  organizationId: string;
  close(): Promise<void>;
}

const SECRET = "5e7c1a9f30b84d62c7f19e08ab43d5f6";

/** A founded Gatehouse that listens: gateway and management API on one real socket, one part of the gateway replaced if wished. */
export async function openRunningHouse(replace?: (deps: GatewayDeps) => GatewayDeps): Promise<RunningHouse> {
  const fresh = await freshDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), "gatehouse-proof-"));
  const env = parseEnv(
    {
      DATABASE_URL: fresh.url,
      GATEHOUSE_DATA_DIR: dataDir,
      GATEHOUSE_SECRET: SECRET,
      GATEHOUSE_LOG_LEVEL: "error",
      GATEHOUSE_BODY_LIMIT_BYTES: "100000",
    },
    {
      interactive: false,
      generateSecret: () => {
        throw new Error("a secret is given");
      },
    },
  );
  const organizationId = await found(env, fresh.url);
  let runtime: Runtime | null = null;
  const server = createServer((request, response) => {
    if (runtime === null) return void response.writeHead(503).end();
    const [path = ""] = (request.url ?? "").split("?");
    if (path.startsWith("/api/v1/")) return void runtime.handleNode(request, response, path);
    return void answerAdmin(runtime, request, response);
  });
  server.on("upgrade", (request, socket, head) => {
    const [path = ""] = (request.url ?? "").split("?");
    if (runtime === null) socket.destroy();
    else void runtime.upgradeNode(request, { socket, head }, path);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  runtime = await createRuntime(env, { databaseUrl: fresh.url, publicUrl: origin, ...(replace ? { replace } : {}) });
  const composed = runtime;
  return {
    origin,
    runtime,
    organizationId,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await composed.close();
      await fresh.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function found(env: Env, url: string): Promise<string> {
  const database = openDatabase(url, { poolSize: 2 });
  const keyring = await openKeyring(database, { current: env.secret, previous: null });
  await bootstrap({ database, keyring }, { demo: false, embedded: false, bootstrapToken: null, providerKeys: {} });
  const [row] = await database.sql<{ id: string }[]>`select id from organization`;
  await database.close();
  return row?.id ?? "";
}

async function answerAdmin(runtime: Runtime, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const headers = Object.entries(request.headers).flatMap(([name, value]) =>
    typeof value === "string" ? [[name, value] as [string, string]] : [],
  );
  const hasBody = request.method !== "GET" && request.method !== "HEAD";
  const answer = await runtime.adminApi.fetch(
    new Request(`${runtime.publicUrl}${request.url}`, {
      method: request.method ?? "GET",
      headers,
      ...(hasBody ? { body: Readable.toWeb(request) as ReadableStream<Uint8Array>, duplex: "half" } : {}),
    } as RequestInit),
  );
  response.writeHead(answer.status, Object.fromEntries(answer.headers));
  response.end(Buffer.from(await answer.arrayBuffer()));
}
