import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";

const LOOKS = 15;

interface Use {
  /** Calls that are being answered. */
  running: number;
  /** Looks since it carried a call. */
  idleLooks: number;
  onAnswered: () => void;
}

/**
 * Hangs up on connections that carried nothing for a while. Node's own `keepAliveTimeout` sets and clears a timer around every
 * call, which costs more than planning it; this looks at all of them now and then.
 */
export class IdleConnections {
  readonly #uses = new Map<Socket, Use>();

  constructor(server: Server, keepAliveMs: number) {
    server.on("connection", (socket) => this.#take(socket));
    // A connection that speaks another protocol from now on is whoever's took it over.
    server.on("upgrade", ({ socket }) => this.#uses.delete(socket));
    const timer = setInterval(() => this.#look(), keepAliveMs / LOOKS).unref();
    server.on("close", () => clearInterval(timer));
  }

  /** A call begins on its connection. */
  begin(request: IncomingMessage, response: ServerResponse): void {
    const use = this.#uses.get(request.socket);
    if (use === undefined) return;
    use.running += 1;
    response.on("close", use.onAnswered);
  }

  #take(socket: Socket): void {
    const use: Use = {
      running: 0,
      idleLooks: 0,
      onAnswered: () => {
        use.running -= 1;
        use.idleLooks = 0;
      },
    };
    this.#uses.set(socket, use);
    socket.on("close", () => this.#uses.delete(socket));
  }

  #look(): void {
    for (const [socket, use] of this.#uses) {
      if (use.running > 0) continue;
      use.idleLooks += 1;
      if (use.idleLooks > LOOKS) socket.destroy();
    }
  }
}
