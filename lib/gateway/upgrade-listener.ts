import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { acceptSocket } from "@/lib/egress/accept-socket";
import { callerAddress } from "./caller-address";
import type { Gateway } from "./gateway";
import type { GatewayReply, GatewayRequest } from "./http";
import type { ListenerOptions } from "./node-listener";
import { queryOf, readDoor } from "./read-door";

const EMPTY = Buffer.alloc(0);

/** A path of the gateway that is a WebSocket; everything else that asks for an upgrade is served as if it had not. */
export function isUpgradePath(path: string): boolean {
  return path === "/api/v1/realtime" || path === "/api/v1/realtime/";
}

/** Serves one call that asks for a WebSocket; `path` is the whole path without the query. Never throws. */
export function createUpgradeListener(gateway: Gateway, { trustedProxies }: Pick<ListenerOptions, "trustedProxies">) {
  return async function upgrade(
    incoming: IncomingMessage,
    connection: { socket: Duplex; head: Buffer },
    path: string,
  ): Promise<void> {
    const { socket, head } = connection;
    const leaving: { listener: (() => void) | null } = { listener: null };
    // Until a WebSocket takes over, nobody else listens; an error is followed by the close.
    const onError = () => undefined;
    const onClose = () => leaving.listener?.();
    socket.on("error", onError);
    socket.on("close", onClose);
    const remoteAddress = callerAddress(incoming, trustedProxies);
    const request = requestOf(incoming, path, {
      remoteAddress,
      onLeave(listener) {
        leaving.listener = listener;
      },
    });
    const reply = await gateway.upgrade(request, async (conversation) => {
      leaving.listener = null;
      socket.off("close", onClose);
      return acceptSocket({ incoming, socket, head }, conversation);
    });
    if (reply !== null) refuse(socket, reply);
  };
}

function requestOf(
  incoming: IncomingMessage,
  path: string,
  caller: Pick<GatewayRequest, "onLeave" | "remoteAddress">,
): GatewayRequest {
  return {
    method: incoming.method ?? "GET",
    ...readDoor(path),
    query: queryOf(incoming.url ?? ""),
    headers: incoming.headers,
    readBody: () => Promise.resolve(EMPTY),
    ...caller,
  };
}

/** A plain answer in place of a WebSocket, after which the connection ends. */
function refuse(socket: Duplex, { status, headers, body }: GatewayReply): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const bytes = typeof body === "string" || Buffer.isBuffer(body) ? Buffer.from(body) : EMPTY;
  const all = { ...headers, connection: "close", "content-length": String(bytes.length) };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  // A reason phrase is for people; parsers ignore it (RFC 9112, section 4).
  const head = `HTTP/1.1 ${status} \r\n${lines.join("")}\r\n`;
  socket.end(Buffer.concat([Buffer.from(head, "latin1"), bytes]), () => socket.destroy());
}
