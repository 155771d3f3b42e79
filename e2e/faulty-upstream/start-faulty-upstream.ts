import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createUntrusted } from "node:https";
import type { Socket } from "node:net";
import { type Canary, startCanary } from "./canary";
import { anthropicMessages } from "./dialects/anthropic-messages";
import type { Ask, Dialect } from "./dialects/dialect";
import { gemini } from "./dialects/gemini";
import { openaiChat } from "./dialects/openai-chat";
import { answerStored, openaiResponses } from "./dialects/openai-responses";
import { Journal, type JournalEntry } from "./journal";
import { listenOnLoopback } from "./listen";
import { MODES } from "./modes/index";
import { selfSignedCertificate } from "./self-signed-certificate";
import { UpstreamCall } from "./upstream-call";

const DIALECTS: Dialect[] = [openaiChat, openaiResponses, anthropicMessages, gemini];
const MODE_HEADER = "x-faulty-mode";

export interface FaultyUpstream {
  /** `http://127.0.0.1:<port>` */
  origin: string;
  /** Base URLs as each provider's adapter wants them. */
  openaiBaseUrl: string;
  anthropicBaseUrl: string;
  geminiBaseUrl: string;
  /** An origin where nothing listens: connections are refused. */
  refusedOrigin: string;
  /** An origin whose certificate nobody vouches for. */
  untrustedOrigin: string;
  journal: Journal;
  canary: Canary;
  close(): Promise<void>;
}

/** Starts the upstream and its canary on free loopback ports (or `port`). */
export async function startFaultyUpstream(options: { port?: number } = {}): Promise<FaultyUpstream> {
  const journal = new Journal();
  const canary = await startCanary();
  const sockets = new Set<Socket>();
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    void serve(request, response, { journal, canary });
  });
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  const untrusted = createUntrusted(selfSignedCertificate(), (_request, response) => response.end("{}"));
  untrusted.on("tlsClientError", (_error, socket) => socket.destroy());
  const origin = `http://127.0.0.1:${await listenOnLoopback(server, options.port)}`;
  return {
    origin,
    openaiBaseUrl: `${origin}/v1`,
    anthropicBaseUrl: `${origin}/v1`,
    geminiBaseUrl: `${origin}/v1beta`,
    refusedOrigin: `http://127.0.0.1:${await freedPort()}`,
    untrustedOrigin: `https://127.0.0.1:${await listenOnLoopback(untrusted)}`,
    journal,
    canary,
    async close() {
      for (const socket of sockets) socket.destroy();
      const closed = [server, untrusted].map((one) => new Promise<void>((resolve) => one.close(() => resolve())));
      await Promise.all([canary.close(), ...closed]);
    },
  };
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  { journal, canary }: { journal: Journal; canary: Canary },
): Promise<void> {
  const entry = newEntry(request, journal.entries.length + 1);
  journal.add(entry);
  try {
    entry.body = await bodyOf(request);
    const heard = understand(entry);
    if (heard === undefined) return answerProbe(entry, response, journal);
    const [name = "", ...args] = (entry.headers[MODE_HEADER] ?? heard.ask.model).toString().split(":");
    entry.dialect = heard.dialect.id;
    entry.mode = [name, ...args].join(":");
    journal.touch();
    const call = new UpstreamCall(entry, heard.dialect, heard.ask, args, canary.url, { response, journal });
    const mode = MODES[name];
    if (mode === undefined) await call.answer(404, heard.dialect.errorBody(404, `no mode "${name}"`));
    else await mode(call);
  } catch (error) {
    // The caller left while it was sending; anything else is a bug of a mode and must be seen.
    if (!request.destroyed && !response.destroyed) throw error;
    entry.abortedAt ??= performance.now();
    journal.touch();
  }
}

function newEntry(request: IncomingMessage, id: number): JournalEntry {
  return {
    id,
    dialect: "",
    mode: "",
    method: request.method ?? "",
    path: request.url ?? "",
    headers: request.headers,
    body: "",
    receivedAt: performance.now(),
    firstByteAt: null,
    finishedAt: null,
    abortedAt: null,
    bytesWritten: 0,
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

function understand(entry: JournalEntry): { dialect: Dialect; ask: Ask } | undefined {
  let body: unknown;
  try {
    body = JSON.parse(entry.body);
  } catch {
    return undefined;
  }
  for (const dialect of DIALECTS) {
    const ask = dialect.readAsk(entry.path, body);
    if (ask !== undefined) return { dialect, ask };
  }
  return undefined;
}

/** Model lists, which adapters use to test a connection, and counts of tokens; everything else is unknown. */
function answerProbe(entry: JournalEntry, response: ServerResponse, journal: Journal): void {
  if (entry.method === "POST" && entry.path.endsWith("/messages/count_tokens")) {
    entry.mode = "count";
    response.writeHead(200, { "content-type": "application/json" });
    response.end('{"input_tokens":42}');
    journal.touch();
    return;
  }
  const stored = answerStored(entry.method, entry.path);
  if (stored !== undefined) {
    entry.mode = "stored";
    entry.finishedAt = performance.now();
    response.writeHead(stored.status, { "content-type": "application/json" });
    response.end(JSON.stringify(stored.body));
    journal.touch();
    return;
  }
  const known = entry.method === "GET" && entry.path.split("?")[0]?.endsWith("/models") === true;
  entry.mode = "probe";
  entry.finishedAt = performance.now();
  response.writeHead(known ? 200 : 404, { "content-type": "application/json" });
  response.end(
    known ? '{"object":"list","data":[{"id":"good","object":"model"}],"models":[{"name":"models/good"}]}' : "{}",
  );
  journal.touch();
}

async function freedPort(): Promise<number> {
  const server = createServer();
  const port = await listenOnLoopback(server);
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return port;
}
