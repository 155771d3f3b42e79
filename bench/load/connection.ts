import { connect, type Socket } from "node:net";
import { ResponseFraming } from "./response-framing";

/** One kept-alive connection that repeats one call. */
export class Connection {
  readonly framing = new ResponseFraming();
  #socket: Socket | null = null;
  #closing = false;

  constructor(
    private readonly port: number,
    private readonly request: Buffer,
    private readonly on: {
      /** Bytes came; the answer may be complete. */
      bytes(connection: Connection, complete: boolean): void;
      /** The connection broke in the middle of a call. */
      broken(connection: Connection): void;
    },
  ) {}

  open(): Promise<void> {
    return new Promise((resolve, reject) => {
      const socket = connect({ port: this.port, host: "127.0.0.1", noDelay: true });
      this.#socket = socket;
      socket.once("connect", () => {
        socket.off("error", reject);
        socket.on("error", () => socket.destroy());
        resolve();
      });
      socket.once("error", reject);
      socket.on("data", (bytes: Buffer) => this.on.bytes(this, this.framing.push(bytes)));
      socket.on("close", () => {
        if (!this.#closing) this.on.broken(this);
      });
    });
  }

  send(): void {
    this.#socket?.write(this.request);
  }

  close(): void {
    this.#closing = true;
    this.#socket?.destroy();
  }
}
