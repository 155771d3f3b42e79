import { closeStatementFrame, type Frame, queryFrame, readText, SYNC_FRAME, splitFrames } from "./embedded-frames";

/** A Postgres session that runs wire messages, one call at a time, and returns everything it answered. */
export type Engine = (messages: Uint8Array) => Promise<Uint8Array>;

export interface TurnOptions {
  engine: Engine;
  /** How long a client may hold the engine (open transaction, half a query) without sending anything. */
  idleTurnMs: number;
  /** The engine threw: its memory can no longer be trusted. */
  onEngineFailure(error: unknown): void;
}

/** One connection's side of the shared session. */
export interface TurnClient {
  /** Complete messages not yet given to the engine. */
  pending: Frame[];
  /** Names of prepared statements it left in the engine. */
  statements: Set<string>;
  listening: boolean;
  gone: boolean;
  write(bytes: Buffer): void;
  /** Its turn stood idle for too long; the caller must `leave`. */
  onIdleTurn(): void;
}

/** The type of the start-up message, which has no type byte on the wire. */
export const STARTUP = "";
/** Messages after which the engine says ReadyForQuery; a turn can end only there. */
const CYCLE_ENDS = new Set([STARTUP, "Q", "S", "F", "c", "f"]);
const IDLE = "I".charCodeAt(0);

/**
 * Shares one Postgres session between clients. A client takes the engine for a whole turn, from its first message until the
 * engine is idle outside a transaction: the session has one unnamed statement, one unnamed portal and one transaction, and
 * letting the messages of two clients alternate gives one of them the other's rows.
 */
export class Turns {
  readonly #options: TurnOptions;
  readonly #clients = new Set<TurnClient>();
  readonly #waiting: TurnClient[] = [];
  #owner: TurnClient | null = null;
  #running = false;
  #idleTimer: NodeJS.Timeout | undefined;

  constructor(options: TurnOptions) {
    this.#options = options;
  }

  /** Adds messages of a client to its queue. */
  enqueue(client: TurnClient, frames: Frame[]): void {
    if (client.gone) return;
    this.#clients.add(client);
    client.pending.push(...frames);
    this.#wait(client);
  }

  /** Forgets a client: rolls back what it had open and drops the statements it had prepared. */
  leave(client: TurnClient): void {
    if (client.gone) return;
    client.gone = true;
    this.#clients.delete(client);
    client.pending = tidyUp(client, client === this.#owner).map((bytes) => ({ type: "S", bytes }));
    this.#wait(client);
  }

  #wait(client: TurnClient): void {
    if (client.pending.length === 0) return;
    if (client !== this.#owner && !this.#waiting.includes(client)) this.#waiting.push(client);
    void this.#pump();
  }

  async #pump(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    try {
      for (let client = this.#next(); client; client = this.#next()) await this.#runUnit(client);
    } catch (error) {
      this.#options.onEngineFailure(error);
    } finally {
      this.#running = false;
    }
  }

  #next(): TurnClient | undefined {
    if (this.#owner) return this.#owner.pending.length > 0 ? this.#owner : undefined;
    let client = this.#waiting.shift();
    while (client && client.pending.length === 0) client = this.#waiting.shift();
    return client;
  }

  async #runUnit(client: TurnClient): Promise<void> {
    clearTimeout(this.#idleTimer);
    this.#owner = client;
    const unit = takeUnit(client);
    const answer = await this.#options.engine(unit);
    const frames = splitFrames(Buffer.from(answer.buffer, answer.byteOffset, answer.byteLength)).frames;
    this.#deliver(client, frames);
    const endsTurn = frames.findLast((frame) => frame.type === "Z")?.bytes[5] === IDLE;
    if (endsTurn || (client.gone && client.pending.length === 0)) {
      this.#owner = null;
      if (client.pending.length > 0) this.#waiting.push(client);
      return;
    }
    this.#idleTimer = setTimeout(() => client.onIdleTurn(), this.#options.idleTurnMs);
  }

  /** Notifications go to everyone who listens, whoever's turn the engine sent them in; the rest goes to the client. */
  #deliver(client: TurnClient, frames: Frame[]): void {
    const own = frames.filter((frame) => frame.type !== "A").map((frame) => frame.bytes);
    if (own.length > 0 && !client.gone) client.write(Buffer.concat(own));
    for (const notification of frames.filter((frame) => frame.type === "A")) {
      for (const other of this.#clients) if (other.listening) other.write(Buffer.from(notification.bytes));
    }
  }

  /** Stops waiting on an idle client. */
  stop(): void {
    clearTimeout(this.#idleTimer);
  }
}

/** Everything up to the message that ends a cycle, and no more, so that turns stay fair: one call into the engine. */
function takeUnit(client: TurnClient): Buffer {
  const end = client.pending.findIndex((frame) => CYCLE_ENDS.has(frame.type));
  const unit = client.pending.splice(0, end === -1 ? client.pending.length : end + 1);
  for (const frame of unit) note(client, frame);
  return Buffer.concat(unit.map((frame) => frame.bytes));
}

/** Remembers what the client leaves behind in the shared session. */
function note(client: TurnClient, frame: Frame): void {
  if (frame.type !== "P" && frame.type !== "Q") return;
  const name = frame.type === "P" ? readText(frame) : "";
  if (name !== "") client.statements.add(name);
  const sql = frame.type === "P" ? readText(frame, Buffer.byteLength(name) + 1) : readText(frame);
  if (/^\s*listen\b/i.test(sql)) client.listening = true;
}

/** What the engine must still be told for a client that went away; `mid` says that it went away during its turn. */
function tidyUp(client: TurnClient, mid: boolean): Buffer[] {
  const units = mid ? [SYNC_FRAME, queryFrame("ROLLBACK")] : [];
  if (client.statements.size === 0) return units;
  return [...units, Buffer.concat([...[...client.statements].map(closeStatementFrame), SYNC_FRAME])];
}
