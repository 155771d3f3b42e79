import type { Deadline } from "./deadline";
import type { DriverQuery } from "./driver";
import type { Slot } from "./slot";
import { ConnectionLost } from "./store-failure";
import type { Task } from "./task";

/** One statement. The caller's promise is the driver's own query, so it is settled through it. */
export class QueryTask implements Task {
  readonly query: DriverQuery;
  readonly deadlineMs: number;
  readonly isProbe: boolean;
  readonly fail: (error: Error) => void;
  deadline: Deadline | null = null;
  grace: NodeJS.Timeout | null = null;
  slot: Slot | null = null;
  isExpired = false;

  constructor(query: DriverQuery, deadlineMs: number, options: { isProbe: boolean }) {
    this.query = query;
    this.deadlineMs = deadlineMs;
    this.isProbe = options.isProbe;
    this.fail = query.reject;
  }

  run(slot: Slot, ended: (error: unknown) => void): void {
    const { resolve, reject } = this.query;
    let isEnded = false;
    const end = (error: unknown) => {
      if (isEnded) return;
      isEnded = true;
      ended(error);
    };
    this.query.resolve = (rows) => {
      resolve(rows);
      end(null);
    };
    this.query.reject = (error) => {
      reject(error);
      end(error ?? new ConnectionLost("no reason given"));
    };
    slot.run(this.query);
  }
}
