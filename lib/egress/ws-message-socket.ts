import type { WebSocket } from "ws";
import { endTurn } from "@/lib/end-of-turn";
import type { MessageSocket, SocketEnd, SocketMessage } from "./contract";
import { MessageQueue } from "./message-queue";

/** Bytes on their way to a slow reader before senders wait. */
const HIGH_WATER_BYTES = 256 * 1024;
/** A reader that takes nothing for so long is gone. */
const STALLED_READER_MS = 60_000;
/** An other side that shows no sign of life between two pings is gone too. */
const PING_MS = 30_000;
const LONGEST_REASON_BYTES = 123;

/** What is true of every WebSocket here, whichever side opened it: no compression, and no long goodbyes. */
export const SOCKET_TERMS = { perMessageDeflate: false, skipUTF8Validation: false, closeTimeout: 2_000 } as const;

/** An open connection of `ws` as one end of ours. Must be made in the tick in which it opened, or messages are missed. */
export class WsMessageSocket implements MessageSocket {
  readonly #ws: WebSocket;
  readonly #queue: MessageQueue;
  readonly #pinging: NodeJS.Timeout;
  readonly ended: Promise<SocketEnd>;
  #isAlive = true;

  constructor(ws: WebSocket) {
    this.#ws = ws;
    this.#queue = new MessageQueue({ pause: () => ws.pause(), resume: () => ws.resume() });
    ws.on("message", (data, isBinary) => this.#take(data, isBinary));
    ws.on("pong", () => {
      this.#isAlive = true;
    });
    this.#pinging = setInterval(() => this.#ping(), PING_MS).unref();
    this.ended = new Promise((resolve) => {
      let broken: number | null = null;
      ws.on("error", (error) => {
        broken = codeOf(error);
      });
      ws.once("close", (code, reason) => {
        clearInterval(this.#pinging);
        this.#queue.end();
        resolve({ code: broken ?? code, reason: reason.toString() });
      });
    });
  }

  messages(): AsyncIterable<SocketMessage> {
    return this.#queue;
  }

  send(text: Buffer | string): Promise<void> {
    const ws = this.#ws;
    if (ws.readyState !== ws.OPEN) return Promise.resolve();
    endTurn();
    if (ws.bufferedAmount < HIGH_WATER_BYTES) {
      ws.send(text, { binary: false });
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      const timer = setTimeout(() => ws.terminate(), STALLED_READER_MS);
      ws.send(text, { binary: false }, () => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  close(code: number, reason: string): void {
    endTurn();
    // A paused connection would never read the other side's part of the handshake.
    this.#ws.resume();
    this.#ws.close(code, fitting(reason));
  }

  destroy(): void {
    this.#ws.terminate();
  }

  #take(data: WebSocket.RawData, isBinary: boolean): void {
    this.#isAlive = true;
    const bytes = Buffer.isBuffer(data) ? data : Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data);
    this.#queue.push({ bytes, isText: !isBinary });
  }

  #ping(): void {
    // Nothing is read from one that was asked to wait, its pongs neither.
    if (!this.#isAlive && !this.#queue.isPaused) {
      this.#ws.terminate();
      return;
    }
    this.#isAlive = false;
    this.#ws.ping();
  }
}

/** What rule the other side broke, as a close code; null where the connection itself failed. */
function codeOf(error: Error): number | null {
  const code = "code" in error ? String(error.code) : "";
  if (code === "WS_ERR_UNSUPPORTED_MESSAGE_LENGTH") return 1009;
  if (code === "WS_ERR_INVALID_UTF8") return 1007;
  return code.startsWith("WS_ERR_") ? 1002 : null;
}

/** A reason has its place in one control frame. */
function fitting(reason: string): string {
  const bytes = Buffer.from(reason);
  return bytes.length <= LONGEST_REASON_BYTES ? reason : bytes.toString("latin1", 0, LONGEST_REASON_BYTES / 2);
}
