import type { ClosedExchange } from "./contract";
import { NO_DETAIL, type SerializedExchange, serializeExchange } from "./serialize-exchange";

export interface QueuedExchange extends SerializedExchange {
  startedAt: Date;
  secretId: string | null;
}

/** Closed exchanges that wait to be written, bounded by bytes: details are shed before records, and a lost record is counted. */
export class ExchangeQueue {
  readonly #maxBytes: number;
  #waiting: QueuedExchange[] = [];
  #bytes = 0;
  #oldest: Date | null = null;
  /** How many of the waiting, from the oldest, were shed. */
  #shed = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  get length(): number {
    return this.#waiting.length;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** False when there is no room even without details: the exchange is not kept. */
  push(exchange: ClosedExchange): boolean {
    const text = serializeExchange(exchange);
    const item = { ...text, startedAt: exchange.startedAt, secretId: exchange.secretId };
    this.#waiting.push(item);
    if (this.#oldest === null || item.startedAt < this.#oldest) this.#oldest = item.startedAt;
    this.#bytes += sizeOf(item);
    while (this.#bytes > this.#maxBytes && this.#shed < this.#waiting.length) this.#shedNext();
    if (this.#bytes <= this.#maxBytes) return true;
    this.#waiting.pop();
    this.#shed = Math.min(this.#shed, this.#waiting.length);
    this.#bytes -= sizeOf(item);
    return false;
  }

  /** Takes the oldest out; they no longer count as bytes here. */
  take(count: number): QueuedExchange[] {
    const taken = this.#waiting.splice(0, count);
    for (const item of taken) this.#bytes -= sizeOf(item);
    this.#shed = Math.max(0, this.#shed - taken.length);
    if (this.#waiting.length === 0) this.#oldest = null;
    return taken;
  }

  /** Nothing that waits began before; null when nothing waits. Exact after the queue was empty, else no later than exact. */
  oldestStart(): Date | null {
    return this.#oldest;
  }

  #shedNext(): void {
    const item = this.#waiting[this.#shed];
    this.#shed += 1;
    if (item === undefined) return;
    this.#bytes -= item.detail.length - NO_DETAIL.length;
    item.detail = NO_DETAIL;
  }
}

function sizeOf(item: QueuedExchange): number {
  return item.core.length + item.detail.length;
}
