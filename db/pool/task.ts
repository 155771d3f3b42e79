import type { Deadline } from "./deadline";
import type { DriverQuery } from "./driver";
import type { Slot } from "./slot";

/** One thing to be done on a connection of its own: a query or a whole transaction. */
export interface Task {
  /** What can be cancelled; null for a transaction, whose connection knows. */
  readonly query: DriverQuery | null;
  /** From the moment it was asked. */
  readonly deadlineMs: number;
  readonly isProbe: boolean;
  deadline: Deadline | null;
  /** Runs after a deadline was missed, until the connection is hung up. */
  grace: NodeJS.Timeout | null;
  /** Null while it waits for a connection. */
  slot: Slot | null;
  isExpired: boolean;
  /** Tells the caller; more than once does nothing. */
  fail(error: Error): void;
  /** Begins on a connection; `ended` is called once, when the connection is free again or of no use any more. */
  run(slot: Slot, ended: (error: unknown) => void): void;
}
