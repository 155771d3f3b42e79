import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";

/** What the proxy does to a Postgres behind it. */
export type Fault =
  | { kind: "none" }
  /** Nothing listens: connections are reset, old ones at once. */
  | { kind: "refuse" }
  /** Connections are taken and everything on them is swallowed, in both directions; new ones too. */
  | { kind: "blackhole" }
  /** Every chunk takes this much longer in each direction. */
  | { kind: "slow"; ms: number }
  /** Every statement is answered with this error; `fatal` also ends the connection, and meets new ones before they begin. */
  | { kind: "error"; code: string; fatal: boolean }
  /** The server has said goodbye on its side, and reads on. */
  | { kind: "half_close" };

/** A TCP proxy before a Postgres that fails as networks and servers do. */
export interface FaultProxy {
  /** Connection string through the proxy. */
  url: string;
  set(fault: Fault): void;
  /** Cuts every connection once, as a server that is killed does. */
  cut(): void;
  /** How many connections it has now. */
  readonly connections: number;
  close(): Promise<void>;
}

interface Pair {
  client: Socket;
  server: Socket;
  /** A statement was sent and its answer is being invented. */
  isStarted: boolean;
}

/** Listens on a free loopback port in front of the server of `url`. */
export async function startFaultProxy(url: string): Promise<FaultProxy> {
  const target = new URL(url);
  const proxy = new FaultyRelay({ host: target.hostname, port: Number(target.port || 5432) });
  const port = await proxy.listen();
  const through = new URL(url);
  through.hostname = "127.0.0.1";
  through.port = String(port);
  return {
    url: through.href,
    set: (fault) => proxy.set(fault),
    cut: () => proxy.cut(),
    get connections() {
      return proxy.connections;
    },
    close: () => proxy.close(),
  };
}

class FaultyRelay {
  readonly #target: { host: string; port: number };
  readonly #server: Server;
  readonly #pairs = new Set<Pair>();
  #fault: Fault = { kind: "none" };

  constructor(target: { host: string; port: number }) {
    this.#target = target;
    this.#server = createServer({ allowHalfOpen: true, noDelay: true }, (client) => this.#accept(client));
  }

  async listen(): Promise<number> {
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
    const address = this.#server.address();
    return typeof address === "object" && address !== null ? address.port : 0;
  }

  get connections(): number {
    return this.#pairs.size;
  }

  set(fault: Fault): void {
    const before = this.#fault;
    this.#fault = fault;
    if (fault.kind === "refuse") this.cut();
    if (fault.kind === "half_close") for (const { client } of this.#pairs) client.end();
    // What was swallowed stays lost: those connections can never be in step again.
    if (before.kind === "blackhole" && fault.kind !== "blackhole") this.cut();
  }

  cut(): void {
    for (const pair of this.#pairs) {
      pair.client.resetAndDestroy();
      pair.server.destroy();
    }
  }

  async close(): Promise<void> {
    this.cut();
    this.#server.close();
    await once(this.#server, "close");
  }

  #accept(client: Socket): void {
    client.on("error", () => client.destroy());
    if (this.#fault.kind === "refuse") {
      client.resetAndDestroy();
      return;
    }
    const server = connect({ ...this.#target, noDelay: true });
    const pair: Pair = { client, server, isStarted: false };
    this.#pairs.add(pair);
    server.on("error", () => client.resetAndDestroy());
    server.on("close", () => this.#fault.kind !== "blackhole" && client.destroy());
    client.on("close", () => {
      this.#pairs.delete(pair);
      server.destroy();
    });
    client.on("end", () => {
      server.end();
      client.end();
    });
    client.on("data", (bytes: Buffer) => this.#fromClient(pair, bytes));
    server.on("data", (bytes: Buffer) => this.#pass(client, bytes));
  }

  #fromClient(pair: Pair, bytes: Buffer): void {
    const fault = this.#fault;
    pair.isStarted ||= isStatement(bytes);
    if (fault.kind === "error" && (fault.fatal || pair.isStarted)) this.#refuse(pair, fault, bytes);
    else this.#pass(pair.server, bytes);
  }

  #pass(to: Socket, bytes: Buffer): void {
    const fault = this.#fault;
    if (fault.kind === "blackhole" || to.destroyed || to.writableEnded) return;
    if (fault.kind === "slow") setTimeout(() => to.writable && to.write(bytes), fault.ms);
    else to.write(bytes);
  }

  #refuse(pair: Pair, fault: { code: string; fatal: boolean }, bytes: Buffer): void {
    const error = errorMessage(fault.fatal ? "FATAL" : "ERROR", fault.code);
    if (fault.fatal) {
      pair.client.end(error);
      pair.server.destroy();
      return;
    }
    // One answer per statement: a simple query, or everything up to a Sync.
    if (isCycle(bytes)) pair.client.write(Buffer.concat([error, READY]));
  }
}

const READY = Buffer.from([0x5a, 0, 0, 0, 5, 0x49]);
const STATEMENTS = new Set(["Q", "P", "B"].map((letter) => letter.charCodeAt(0)));

/** The first byte of everything after the start-up message names its kind. */
function isStatement(bytes: Buffer): boolean {
  return bytes[0] !== undefined && STATEMENTS.has(bytes[0]);
}

/** Whether the chunk ends a statement: a Query, or extended-protocol messages with a Sync or Flush at the end. */
function isCycle(bytes: Buffer): boolean {
  const last = bytes.length < 5 ? "" : String.fromCharCode(bytes[bytes.length - 5] ?? 0);
  return isStatement(bytes) && (bytes[0] === "Q".charCodeAt(0) || last === "S" || last === "H");
}

function errorMessage(severity: string, code: string): Buffer {
  const fields = { S: severity, V: severity, C: code, M: `injected ${code}` };
  const text = Object.entries(fields).map(([kind, value]) => `${kind}${value}\0`);
  const body = Buffer.from(`${text.join("")}\0`);
  const head = Buffer.alloc(5);
  head.write("E");
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}
