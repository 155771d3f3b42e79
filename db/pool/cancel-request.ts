import { connect } from "node:net";

/** Where a server listens. */
export type ServerAddress = { path: string } | { host: string; port: number };

/** What names a connection to its server. */
export interface Backend {
  pid: number | null;
  secret: number | null;
}

const CANCEL_CODE = 80877102;
const WAIT_MS = 1_000;

/**
 * Asks a server to stop what a connection is running (PostgreSQL protocol 3.0, CancelRequest). Best effort: the answer comes on
 * the connection itself, and a server that does not listen is given up on after a second.
 */
export function requestCancel(address: ServerAddress, backend: Backend): void {
  if (backend.pid === null || backend.secret === null) return;
  const message = Buffer.alloc(16);
  message.writeInt32BE(16, 0);
  message.writeInt32BE(CANCEL_CODE, 4);
  message.writeUInt32BE(backend.pid, 8);
  message.writeUInt32BE(backend.secret, 12);
  const socket = connect(address);
  const timer = setTimeout(() => socket.destroy(), WAIT_MS).unref();
  socket.on("error", () => socket.destroy());
  socket.on("close", () => clearTimeout(timer));
  socket.end(message);
}
