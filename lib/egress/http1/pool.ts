import { EgressError } from "../contract";
import type { DestinationPolicy } from "../destination-policy";
import { toEgressError } from "../to-egress-error";
import type { Call } from "./call";
import { Connection, type ConnectionOwner } from "./connection";
import { dial, type Origin } from "./dial";
import type { Ticker } from "./ticker";

const READ_BYTES = 64 * 1024;
/**
 * One buffer for what any connection reads: each read is handed on before the next one begins. Not on Windows, where the system
 * writes into the buffers of several reads at once.
 */
const READ_BUFFER = Buffer.allocUnsafeSlow(READ_BYTES);

export interface PoolOptions {
  origin: Origin;
  policy: DestinationPolicy;
  ticker: Ticker;
  maxConnections: number;
  /** It has no connection left and nobody waits. */
  onEmpty(): void;
}

/** Connections to one origin for one credential. The one used last is used first, so those not needed go. */
export class Pool implements ConnectionOwner {
  readonly #options: PoolOptions;
  readonly #idle: Connection[] = [];
  readonly #open = new Set<Connection>();
  readonly #waiting = new Set<Call>();
  #dialling = 0;
  #session: Buffer | null = null;

  constructor(options: PoolOptions) {
    this.#options = options;
  }

  send(call: Call): void {
    const idle = this.#idle.pop();
    if (idle !== undefined) {
      idle.start(call);
      return;
    }
    this.#wait(call);
  }

  /** Once more, on a connection of its own: browsers do the same. A second time is the upstream's failure. */
  onStale(call: Call): void {
    if (call.wasStale) call.fail(new EgressError("connection_lost", "the upstream closed the connection, twice"));
    else this.#wait(call);
    call.wasStale = true;
  }

  #wait(call: Call): void {
    this.#waiting.add(call);
    call.onStop((error) => {
      this.#waiting.delete(call);
      call.fail(error);
    });
    this.#dialAsNeeded();
  }

  onFree(connection: Connection): void {
    const next = this.#next();
    if (next === null) this.#idle.push(connection);
    else connection.start(next);
  }

  onGone(connection: Connection): void {
    this.#open.delete(connection);
    const at = this.#idle.lastIndexOf(connection);
    if (at !== -1) this.#idle.splice(at, 1);
    this.#dialAsNeeded();
    if (this.#open.size + this.#dialling + this.#waiting.size === 0) this.#options.onEmpty();
  }

  /** Ends every connection, and with them what runs over them. */
  destroy(): void {
    for (const connection of this.#open) connection.destroy();
    for (const call of this.#waiting) call.fail(new EgressError("connection_lost", "Gatehouse is shutting down"));
    this.#waiting.clear();
  }

  #next(): Call | null {
    for (const call of this.#waiting) {
      this.#waiting.delete(call);
      return call;
    }
    return null;
  }

  /** As many connections on their way as calls wait, within the bound. */
  #dialAsNeeded(): void {
    const { maxConnections } = this.#options;
    while (this.#dialling < this.#waiting.size && this.#open.size + this.#dialling < maxConnections) {
      this.#dialling += 1;
      void this.#dial();
    }
  }

  async #dial(): Promise<void> {
    const { origin, policy, ticker } = this.#options;
    const connection = new Connection(origin.host, this, ticker);
    const onread = {
      buffer: process.platform === "win32" ? Buffer.allocUnsafeSlow(READ_BYTES) : READ_BUFFER,
      callback: (count: number, bytes: Uint8Array) => connection.onRead(count, bytes as Buffer),
    };
    try {
      const onSession = (session: Buffer) => {
        this.#session = session;
      };
      const socket = await dial(origin, { policy, onread, session: this.#session, onSession });
      this.#dialling -= 1;
      this.#open.add(connection);
      connection.attach(socket);
      this.onFree(connection);
    } catch (error) {
      this.#dialling -= 1;
      this.#next()?.fail(toEgressError(error));
      if (this.#open.size + this.#dialling + this.#waiting.size === 0) this.#options.onEmpty();
    }
  }
}
