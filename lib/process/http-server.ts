import { createServer, type IncomingMessage, type RequestListener, type Server } from "node:http";
import type { Socket } from "node:net";
import { IdleConnections } from "./idle-connections";
import { StartFailure } from "./start-failure";

/** RFC 9110, 9112: what a connection may take before it is somebody holding a door open. */
const LIMITS = {
  headersTimeout: 10_000,
  requestTimeout: 120_000,
  connectionsCheckingInterval: 2_000,
  // IdleConnections does it.
  keepAliveTimeout: 0,
  maxHeaderSize: 32 * 1024,
};
const KEEP_ALIVE_MS = 75_000;
const REQUESTS_PER_CONNECTION = 100_000;

interface Refusal {
  status: string;
  type: string;
  code: string;
  message: string;
}

const MALFORMED: Refusal = {
  status: "400 Bad Request",
  type: "invalid_request_error",
  code: "invalid_request",
  message: "This is not HTTP that can be read safely.",
};

const REFUSALS: Record<string, Refusal> = {
  ERR_HTTP_REQUEST_TIMEOUT: {
    status: "408 Request Timeout",
    type: "invalid_request_error",
    code: "request_timeout",
    message: "The request did not arrive in time.",
  },
  HPE_HEADER_OVERFLOW: {
    status: "431 Request Header Fields Too Large",
    type: "invalid_request_error",
    code: "invalid_request",
    message: `The headers are larger than ${LIMITS.maxHeaderSize} bytes.`,
  },
};

interface ServerOptions {
  /** Which requests for another protocol become `upgrade` events; the others are served as if they had not asked. */
  upgrades(request: IncomingMessage): boolean;
}

/** A server with deadlines on everything a client could drag out. */
export function createHttpServer(listener: RequestListener, { upgrades }: ServerOptions): Server {
  const settings = { ...LIMITS, noDelay: true, shouldUpgradeCallback: upgrades };
  const server = createServer(settings, (request, response) => {
    idle.begin(request, response);
    listener(request, response);
  });
  const idle = new IdleConnections(server, KEEP_ALIVE_MS);
  server.maxRequestsPerSocket = REQUESTS_PER_CONNECTION;
  server.on("clientError", (error: NodeJS.ErrnoException, socket) => {
    refuse(socket as Socket, REFUSALS[error.code ?? ""] ?? MALFORMED);
  });
  return server;
}

/** Nothing was parsed, so nothing but bytes can be answered. */
function refuse(socket: Socket, refusal: Refusal): void {
  if (!socket.writable || socket.bytesWritten > 0) {
    socket.destroy();
    return;
  }
  const { status, type, code, message } = refusal;
  const body = JSON.stringify({ error: { message, type, code, param: null } });
  const head = `HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}`;
  socket.end(`${head}\r\n\r\n${body}`, () => socket.destroy());
}

/** Listens; returns the port. Throws StartFailure, one sentence, when the address cannot be had. */
export async function listen(server: Server, host: string, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(addressFailure(error, host, port)));
    server.listen(port, host, resolve);
  });
  // From now on it is about single connections, such as no file descriptors left; those that are open go on.
  server.on("error", (error) => process.stderr.write(`The server cannot accept a connection: ${error.message}\n`));
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : port;
}

function addressFailure(error: NodeJS.ErrnoException, host: string, port: number): StartFailure {
  const sentences: Record<string, string> = {
    EADDRINUSE: `Port ${port} on ${host} is taken by another program. Stop that one, or choose another port: PORT=${port + 1} npm start`,
    EACCES: `This user may not listen on port ${port}. Choose one above 1023: PORT=3000 npm start`,
    EADDRNOTAVAIL: `${host} is not an address of this machine. Set HOST to one, or to 0.0.0.0 for all.`,
    ENOTFOUND: `HOST is ${host}, which is neither an address nor a known name of this machine.`,
  };
  return new StartFailure(sentences[error.code ?? ""] ?? `Cannot listen on ${host}:${port} (${error.message}).`, error);
}
