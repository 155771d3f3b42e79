import { timingSafeEqual } from "node:crypto";
import { createServer, type Socket } from "node:net";
import { type Frame, fatalFrame, PASSWORD_REQUEST_FRAME, readOpening, readText, splitFrames } from "./embedded-frames";
import { STARTUP, type TurnClient, type TurnOptions, Turns } from "./embedded-turns";

export interface WireOptions extends TurnOptions {
  /** 0 lets the system choose. */
  port: number;
  /** Any process of the machine can reach loopback: only those that know this may go on. */
  password: string;
}

interface Wire {
  port: number;
  /** Closes every connection and the listener. */
  stop(): Promise<void>;
}

/** Serves one Postgres session on loopback to many connections. Throws when the port is taken. */
export async function serveWire(options: WireOptions): Promise<Wire> {
  const turns = new Turns(options);
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    new WireConnection(socket, turns, options.password);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The embedded database has no port.");
  return {
    port: address.port,
    stop: () =>
      new Promise((resolve) => {
        turns.stop();
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** One client's socket: opening, password, then complete messages handed to the turns. */
class WireConnection {
  readonly #socket: Socket;
  readonly #turns: Turns;
  readonly #password: string;
  readonly #client: TurnClient;
  #phase: "opening" | "password" | "ready" = "opening";
  #buffered: Buffer = Buffer.alloc(0);
  #startup: Buffer = Buffer.alloc(0);

  constructor(socket: Socket, turns: Turns, password: string) {
    this.#socket = socket;
    this.#turns = turns;
    this.#password = password;
    this.#client = {
      pending: [],
      statements: new Set(),
      listening: false,
      gone: false,
      write: (bytes) => socket.writable && socket.write(bytes),
      onIdleTurn: () => this.#refuse("25P03", "An idle transaction held the embedded database and was rolled back."),
    };
    socket.on("data", (chunk: Buffer) => this.#receive(chunk));
    socket.on("error", () => socket.destroy());
    socket.on("close", () => turns.leave(this.#client));
  }

  #receive(chunk: Buffer): void {
    this.#buffered = this.#buffered.length === 0 ? chunk : Buffer.concat([this.#buffered, chunk]);
    try {
      if (this.#phase === "opening") this.#open();
      if (this.#phase !== "opening") this.#accept();
    } catch {
      this.#refuse("08P01", "The client does not speak the PostgreSQL protocol.");
    }
  }

  #open(): void {
    for (let opening = readOpening(this.#buffered); ; opening = readOpening(this.#buffered)) {
      if (opening.kind === "incomplete") return;
      if (opening.kind === "refused") {
        this.#socket.destroy();
        return;
      }
      this.#buffered = Buffer.from(opening.rest);
      if (opening.kind === "startup") {
        this.#startup = Buffer.from(opening.message);
        this.#phase = "password";
        this.#socket.write(PASSWORD_REQUEST_FRAME);
        return;
      }
      this.#socket.write("N");
    }
  }

  #accept(): void {
    const { frames, rest } = splitFrames(this.#buffered);
    this.#buffered = Buffer.from(rest);
    const [first] = frames;
    if (this.#phase === "password" && first !== undefined) {
      if (!this.#isPassword(first)) {
        this.#refuse("28P01", "Wrong password for the embedded database.");
        return;
      }
      this.#phase = "ready";
      frames[0] = { type: STARTUP, bytes: this.#startup };
    }
    const end = frames.findIndex((frame) => frame.type === "X");
    this.#turns.enqueue(this.#client, end === -1 ? frames : frames.slice(0, end));
    if (end !== -1) this.#socket.end();
  }

  #isPassword(frame: Frame): boolean {
    const given = Buffer.from(frame.type === "p" ? readText(frame) : "");
    const expected = Buffer.from(this.#password);
    return given.length === expected.length && timingSafeEqual(given, expected);
  }

  #refuse(code: string, message: string): void {
    this.#socket.end(fatalFrame(code, message));
    this.#turns.leave(this.#client);
  }
}
