import type { ReadinessItem } from "@/lib/runtime/readiness";

/** `leaving`: no longer ready, still serving. `closing`: no new calls, live ones finish. */
export type Phase = "starting" | "ready" | "leaving" | "closing";

const DETAIL: Record<Phase, string> = {
  starting: "starting",
  ready: "serving",
  leaving: "shutting down, still serving while load balancers notice",
  closing: "shutting down, finishing what is live",
};

/** Where the process is in its life, and since when. */
export class Lifecycle {
  #phase: Phase = "starting";
  #since = new Date();

  get phase(): Phase {
    return this.#phase;
  }

  /** Whether answers should ask callers to hang up, so that they find another process. */
  get isLeaving(): boolean {
    return this.#phase === "leaving" || this.#phase === "closing";
  }

  enter(phase: Phase): void {
    this.#phase = phase;
    this.#since = new Date();
  }

  /** The process as one line of `/readyz`. */
  item(): ReadinessItem {
    return { name: "process", ready: this.#phase === "ready", since: this.#since, detail: DETAIL[this.#phase] };
  }
}
