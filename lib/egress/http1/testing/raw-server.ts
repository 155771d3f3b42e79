import { createServer, type Server, type Socket } from "node:net";

/** A server that speaks bytes: each connection goes to `serve`, with what it sends collected. */
export interface RawServer {
  url: string;
  /** Connections ever accepted. */
  readonly connections: number;
  close(): Promise<void>;
}

/** Listens on a free loopback port. `serve` is told each request's whole text up to its blank line and declared length. */
export async function rawServer(serve: (socket: Socket, request: string, nth: number) => void): Promise<RawServer> {
  const sockets = new Set<Socket>();
  let connections = 0;
  const server: Server = createServer((socket) => {
    connections += 1;
    let nth = 0;
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => socket.destroy());
    let text = "";
    socket.on("data", (chunk) => {
      text += chunk.toString("latin1");
      for (let end = endOfRequest(text); end !== null; end = endOfRequest(text)) {
        const request = text.slice(0, end);
        text = text.slice(end);
        nth += 1;
        serve(socket, request, nth);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}/v1`,
    get connections() {
      return connections;
    },
    close() {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function endOfRequest(text: string): number | null {
  const blank = text.indexOf("\r\n\r\n");
  if (blank === -1) return null;
  const length = Number(/content-length: (\d+)/.exec(text.slice(0, blank))?.[1] ?? 0);
  const end = blank + 4 + length;
  return text.length < end ? null : end;
}
