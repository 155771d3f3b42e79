import { connect } from "node:net";
import postgres from "postgres";
import { type Backend, requestCancel, type ServerAddress } from "./cancel-request";
import { type DriverQuery, type DriverSocket, innerQuery, optionsOf } from "./driver";
import { ConnectionLost } from "./store-failure";

/** Reconnecting is the pool's decision; the driver's own waiting would hold queries that nobody waits for any more. */
const BACKOFF_SECONDS = 0.05;

/**
 * One connection: a driver client that may have exactly one, so that which socket carries which statement is known, and a socket
 * that never answers can be destroyed. A slot whose connection was lost is thrown away, client and all, and never used again.
 */
export class Slot {
  readonly client: postgres.Sql;
  readonly bornAt: number;
  readonly #address: ServerAddress;
  readonly #run: (query: DriverQuery) => void;
  readonly #onLost: (slot: Slot) => void;
  #socket: DriverSocket | null = null;
  #begin: DriverQuery | null = null;
  #backend: Backend | null = null;
  #lost: Error | null = null;

  /** A connection like those of `model`, which itself never connects. Nothing happens before the first query. */
  constructor(model: postgres.Sql, now: number, onLost: (slot: Slot) => void) {
    const options = optionsOf(model);
    const [host = "localhost"] = options.host;
    const [port = 5432] = options.port;
    this.#address = options.path ? { path: options.path } : { host, port };
    this.bornAt = now;
    this.#onLost = onLost;
    const own = { max: 1, max_lifetime: null, backoff: BACKOFF_SECONDS, socket: () => this.#open() };
    // Options that were parsed before are taken as they are, so all slots share the model's parsers.
    this.client = postgres({ ...model.options, ...own } as unknown as postgres.Options<Record<string, never>>);
    const unsafe = this.client.unsafe.bind(this.client);
    this.#run = innerQuery(unsafe(""))?.handler ?? missing();
    // The driver begins a transaction with the client's own `unsafe`: from it we learn which backend runs it.
    this.client.unsafe = ((...args: Parameters<typeof unsafe>) => {
      const query = unsafe(...args);
      this.#begin = innerQuery(query);
      return query;
    }) as typeof this.client.unsafe;
  }

  /** Why the connection is gone for good; null while the slot is of use. */
  get lost(): Error | null {
    return this.#lost;
  }

  run(query: DriverQuery): void {
    this.#run(query);
  }

  /** Asks the server to stop what runs here. */
  cancel(running: DriverQuery | null): void {
    this.#backend = (running ?? this.#begin)?.state ?? this.#backend;
    if (this.#backend !== null) requestCancel(this.#address, this.#backend);
  }

  /** Hangs up without waiting for anybody; whatever runs here fails. */
  destroy(reason: Error): void {
    if (this.#lost !== null) return;
    this.#lost = reason;
    this.#hangUp(reason);
    void this.client.end({ timeout: 0 });
    this.#onLost(this);
  }

  /** Says goodbye; for a slot that runs nothing. */
  async end(): Promise<void> {
    this.#lost ??= new ConnectionLost("it was closed");
    await this.client.end({ timeout: 1 });
    this.#socket?.destroy();
  }

  #open(): DriverSocket {
    const socket: DriverSocket = connect(this.#address);
    socket.setNoDelay(true);
    if ("host" in this.#address) Object.assign(socket, this.#address);
    this.#socket = socket;
    // First among the listeners: the driver must never write to a connection that we know is gone.
    socket.prependListener("end", () => this.destroy(new ConnectionLost("the server hung up")));
    socket.prependListener("error", (error) => this.#note(error));
    socket.prependListener("close", () => this.destroy(this.#lost ?? new ConnectionLost("closed")));
    if (this.#lost !== null) this.#hangUp(this.#lost);
    return socket;
  }

  #note(error: Error): void {
    if (this.#lost !== null) return;
    this.#lost = error;
    void this.client.end({ timeout: 0 });
    this.#onLost(this);
  }

  /** With an error, because after a plain close the driver would connect again for the query that it was connecting for. */
  #hangUp(reason: Error): void {
    const socket = this.#socket;
    if (socket === null || socket.destroyed) return;
    // TLS takes every listener off the socket below it.
    if (socket.listenerCount("error") === 0) socket.on("error", () => undefined);
    socket.destroy(reason);
  }
}

function missing(): never {
  throw new Error("the database driver's queries have changed: see db/pool/driver.ts");
}
