import {
  type AuditContent,
  type AuditPlace,
  chainHash,
  firstChainHash,
  GENESIS_HASH,
  hashAuditContent,
} from "./hash-audit-event";

/** A row of the chain with everything its hash covers. */
export interface ChainedEvent extends AuditContent, AuditPlace {
  version: number;
  previousHash: Uint8Array;
  hash: Uint8Array;
}

/** What is wrong at the first row that is not what was written. */
export type ChainBreak =
  /** The rows before it are gone, or it was moved. */
  | "missing_or_moved"
  /** What it says, or where it stands, was changed after it was written. */
  | "changed"
  /** A checkpoint knows another row here. */
  | "not_as_checkpointed"
  /** A checkpoint knows rows after the last one. */
  | "end_cut_off";

/** Where the chain once stood, from a checkpoint whose signature was verified. */
export interface KnownPlace {
  seq: number;
  /** Hex. */
  hash: string;
}

/** What computing the chain again found. */
export interface AuditChainReport {
  intact: boolean;
  checked: number;
  /** The first row that is not what was written, or where one is missing. */
  firstBadSeq: number | null;
  problem: ChainBreak | null;
  headSeq: number;
  /** Hex. */
  headHash: string;
  /** Checkpoints that the chain agrees with. */
  checkpoints: number;
}

/** Computes a chain again, row after row, and holds it against checkpoints; needs no database. */
export class ChainWalk {
  readonly #known: Map<number, string>;
  #seq = 0;
  #hash: Uint8Array = GENESIS_HASH;
  #agreed = 0;
  #broken: { seq: number; problem: ChainBreak } | null = null;

  constructor(known: readonly KnownPlace[] = []) {
    this.#known = new Map(known.map(({ seq, hash }) => [seq, hash]));
  }

  /** `seq` of the last row that was right. */
  get seq(): number {
    return this.#seq;
  }

  /** Takes the next row; false once the chain is broken. */
  next(row: ChainedEvent): boolean {
    if (this.#broken !== null) return false;
    const problem = this.#judge(row);
    if (problem !== null) {
      this.#broken = { seq: problem === "missing_or_moved" ? this.#seq + 1 : row.seq, problem };
      return false;
    }
    if (this.#known.has(row.seq)) this.#agreed += 1;
    this.#seq = row.seq;
    this.#hash = row.hash;
    return true;
  }

  /** What was found; there are no more rows. */
  end(): AuditChainReport {
    const last = Math.max(0, ...this.#known.keys());
    const cut = this.#broken === null && last > this.#seq;
    const broken = cut ? { seq: this.#seq + 1, problem: "end_cut_off" as const } : this.#broken;
    return {
      intact: broken === null,
      checked: this.#seq,
      firstBadSeq: broken?.seq ?? null,
      problem: broken?.problem ?? null,
      headSeq: this.#seq,
      headHash: hexOf(this.#hash),
      checkpoints: this.#agreed,
    };
  }

  #judge(row: ChainedEvent): ChainBreak | null {
    if (row.seq !== this.#seq + 1) return "missing_or_moved";
    if (!hashOf(this.#hash, row).equals(row.hash)) return "changed";
    if (Buffer.compare(row.previousHash, this.#hash) !== 0) return "changed";
    const known = this.#known.get(row.seq);
    return known === undefined || known === hexOf(row.hash) ? null : "not_as_checkpointed";
  }
}

function hashOf(previous: Uint8Array, row: ChainedEvent): Buffer {
  if (row.version === 1) return firstChainHash(previous, row);
  return chainHash(previous, row, hashAuditContent(row));
}

function hexOf(hash: Uint8Array): string {
  return Buffer.from(hash).toString("hex");
}
