import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer } from "ws";
import type { MessageSocket } from "./contract";
import { SOCKET_TERMS, WsMessageSocket } from "./ws-message-socket";

/** A request for a WebSocket as a server was given it. */
interface Arrival {
  incoming: IncomingMessage;
  socket: Duplex;
  head: Buffer;
}

interface AcceptTerms {
  /** Of the answer that switches protocols. */
  headers: Readonly<Record<string, string>>;
  /** The subprotocol chosen; null: none. */
  protocol: string | null;
  messageLimitBytes: number;
}

/**
 * Finishes the handshake of a socket that came in; it is here because the kit that frames messages can also open sockets. Rejects when
 * the other side is gone by now.
 */
export function acceptSocket({ incoming, socket, head }: Arrival, terms: AcceptTerms): Promise<MessageSocket> {
  const server = new WebSocketServer({
    ...SOCKET_TERMS,
    noServer: true,
    clientTracking: false,
    maxPayload: terms.messageLimitBytes,
    handleProtocols: () => terms.protocol ?? false,
  });
  server.on("headers", (lines) => {
    for (const [name, value] of Object.entries(terms.headers)) lines.push(`${name}: ${value}`);
  });
  return new Promise((resolve, reject) => {
    const onGone = () => reject(new Error("the caller left before the session opened"));
    if (socket.destroyed) return onGone();
    server.once("wsClientError", onGone);
    socket.once("close", onGone);
    server.handleUpgrade(incoming, socket, head, (ws) => {
      socket.off("close", onGone);
      resolve(new WsMessageSocket(ws));
    });
  });
}
