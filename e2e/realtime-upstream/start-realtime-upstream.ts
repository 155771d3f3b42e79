import { createServer, type IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import { MODES, type RealtimeMode } from "./modes";

/** One session as the upstream saw it. */
export interface SeenSession {
  url: string;
  headers: IncomingMessage["headers"];
  /** Texts as they came and as they went, byte for byte. */
  received: string[];
  sent: string[];
  /** The close code the gateway sent; null while the session is open. */
  closed: number | null;
}

export interface RealtimeUpstream {
  baseUrl: string;
  /** By the model in the query, latest last. */
  sessions(model: string): SeenSession[];
  close(): Promise<void>;
}

/** A Realtime server on a free loopback port; what it does is told by the model's name: one of `MODES`. */
export async function startRealtimeUpstream(): Promise<RealtimeUpstream> {
  const seen: SeenSession[] = [];
  const open = new Set<Duplex>();
  const server = createServer((_request, response) => response.writeHead(404).end());
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false });
  server.on("upgrade", (request, socket, head) => {
    open.add(socket);
    socket.on("close", () => open.delete(socket));
    const mode = MODES[modelOf(request.url ?? "")];
    if (mode === undefined || "refusal" in mode) return refuse(socket, mode?.refusal ?? 404);
    sockets.handleUpgrade(request, socket, head, (ws) => seen.push(serve(ws, request, mode)));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    sessions: (model) => seen.filter(({ url }) => modelOf(url) === model),
    async close() {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function modelOf(url: string): string {
  return new URL(url, "http://upstream").searchParams.get("model") ?? "";
}

function refuse(socket: Duplex, status: number): void {
  const body = JSON.stringify({
    error: { message: `Refused with ${status}.`, type: "invalid_request_error", code: null },
  });
  socket.end(
    `HTTP/1.1 ${status} No\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
  );
}

function serve(ws: WebSocket, request: IncomingMessage, mode: Extract<RealtimeMode, { answer: unknown }>): SeenSession {
  const session: SeenSession = {
    url: request.url ?? "",
    headers: request.headers,
    received: [],
    sent: [],
    closed: null,
  };
  const send = (event: object | string) => {
    const text = typeof event === "string" ? event : JSON.stringify(event);
    session.sent.push(text);
    ws.send(text);
  };
  send(
    mode.greeting ?? {
      type: "session.created",
      event_id: "event_1",
      session: { id: "sess_1", object: "realtime.session" },
    },
  );
  ws.on("message", (data) => {
    const text = data.toString();
    session.received.push(text);
    const event = JSON.parse(text) as { type: string; response?: object };
    if (event.type === "session.update") send({ type: "session.updated", event_id: "event_u", session: {} });
    else mode.answer(event, { send, ws });
  });
  ws.on("close", (code) => {
    session.closed = code;
  });
  ws.on("error", () => undefined);
  return session;
}
