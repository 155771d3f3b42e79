import type { ClosedExchange } from "./contract";
import { exchangeLine } from "./exchange-line";
import { RollUpSums } from "./roll-up-sums";
import type { Spool } from "./spool";

/** Room for some five hundred records. Outside the heap, so that records which wait cost the garbage collector nothing. */
const SLAB_BYTES = 512 * 1024;
const BYTES_PER_CHARACTER = 3;
const SPARE_SLABS = 4;
const spare: Buffer[] = [];

/** Closed exchanges that become one transaction: their lines as the spool holds them, and what they add to the roll-ups. */
export class Batch {
  readonly spool: Spool;
  /** Where its lines are in the spool. */
  readonly from: number;
  /** Nothing in it began before, epoch ms. */
  oldestStart = Number.POSITIVE_INFINITY;
  /** Nothing in it was admitted before, epoch ms of the database's clock. */
  oldestAdmission = Number.POSITIVE_INFINITY;
  count = 0;
  #length = 0;
  #slab: Buffer | null = spare.pop() ?? Buffer.allocUnsafeSlow(SLAB_BYTES);
  #sums = new RollUpSums();

  constructor(spool: Spool) {
    this.spool = spool;
    this.from = spool.end;
  }

  get to(): number {
    return this.from + this.#length;
  }

  get bytes(): number {
    return this.#slab === null ? 0 : this.#length;
  }

  /** Takes an exchange and writes it to the spool; false when it does not fit any more. */
  add(exchange: ClosedExchange, detail: boolean): boolean {
    const slab = this.#slab;
    if (slab === null) return false;
    let line = exchangeLine(exchange, detail);
    if (line.length * BYTES_PER_CHARACTER > slab.length - this.#length) {
      if (this.count > 0) return false;
      // What no batch holds with its detail is kept without.
      line = exchangeLine(exchange, false);
    }
    const length = slab.write(line, this.#length, "utf8");
    this.spool.append(slab, this.#length, this.#length + length);
    this.#length += length;
    this.count += 1;
    this.oldestStart = Math.min(this.oldestStart, exchange.startedAt.getTime());
    if (exchange.admittedAt !== null && exchange.admittedAt < this.oldestAdmission)
      this.oldestAdmission = exchange.admittedAt;
    this.#sums.add(exchange);
    return true;
  }

  /** Its lines, and its sums when this process added them up; read from the spool when they are not in memory any more. */
  content(): { lines: string; sums: string | null } {
    if (this.#slab !== null)
      return { lines: this.#slab.toString("utf8", 0, this.#length), sums: this.#sums.toString() };
    return { lines: this.spool.read(this.from, this.to), sums: null };
  }

  /** Lets go of the memory; what is in the spool stays there. What the spool has not written down yet is still in that memory. */
  release(): void {
    this.spool.write();
    if (this.#slab !== null && spare.length < SPARE_SLABS) spare.push(this.#slab);
    this.#slab = null;
    this.#sums.clear();
  }
}
