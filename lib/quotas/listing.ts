import type { ListedCall, Place, Share } from "./share";

/** So many rows of one share at most: a process with thousands of long streams must not drown the database in them. */
export const MOST_LISTED = 500;

/**
 * What a call admitted from memory holds, on its way to a row of its own in the database: calls that run for long can then be
 * seen, released, and expire each for itself. Until the database has said that the row is there, the amount is the lease's.
 */
export class Listing implements Place, ListedCall {
  readonly share: Share;
  /** What the row is called: apart from those that the same call may have elsewhere. */
  readonly row: string;
  readonly amount: number;
  /** Ms of the own clock. */
  readonly expiresAt: number;
  #state: "waiting" | "sent" | "listed" | "ended" = "waiting";

  constructor(share: Share, call: { requestId: string; expiresAt: number }, amount: number) {
    this.share = share;
    this.row = `${call.requestId}#lease`;
    this.amount = amount;
    this.expiresAt = call.expiresAt;
    share.listings.push(this);
    share.listed += 1;
    share.touch();
  }

  /** Whether it is to be told; false when the call ended first. */
  send(): boolean {
    if (this.#state !== "waiting") return false;
    this.#state = "sent";
    return true;
  }

  /** The row is there. */
  confirm(): void {
    if (this.#state === "ended") {
      this.share.endedRows.push(this.row);
      this.share.touch();
      return;
    }
    this.#state = "listed";
    this.share.running -= this.amount;
  }

  /** Nobody knows whether the row is there: it is removed and told again. */
  retry(): void {
    if (this.#state === "ended") return;
    this.#state = "waiting";
    this.share.listings.push(this);
    this.share.touch();
  }

  end(held: number, used: number): void {
    const { share } = this;
    const isListed = this.#state === "listed";
    if (this.#state !== "ended") share.listed -= 1;
    this.#state = "ended";
    if (!isListed) {
      share.end(held, used);
      return;
    }
    share.heldBeside = Math.max(0, share.heldBeside - held);
    share.unbooked += used;
    share.endedRows.push(this.row);
    share.close(0, Math.max(0, used - held));
  }
}
