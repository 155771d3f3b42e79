import type { Dispatcher } from "undici";
import type { CancelSignal, InboundResponse } from "./contract";
import { EgressError } from "./contract";
import { type Flow, InboundBody } from "./inbound-body";
import { toEgressError } from "./to-egress-error";

type Controller = Dispatcher.DispatchController;
type Headers = Record<string, string | string[] | undefined>;

/** Stands in for the body of a call that is over. */
const GONE = new InboundBody();
const NEVER: CancelSignal = { aborted: false, addEventListener: nothing, removeEventListener: nothing };

/**
 * Turns what undici reports about one call into an InboundResponse, or the EgressError that stands for its absence. Forgets the call
 * when it is over: undici keeps up to 256 finished handlers per connection, and all they hold would be copied by every collection.
 */
export class AnswerHandler implements Dispatcher.DispatchHandler, Flow {
  #body = new InboundBody();
  #signal: CancelSignal;
  #resolve: (response: InboundResponse) => void;
  #reject: (error: EgressError) => void;
  readonly #onAbort = () => this.abort();
  #controller: Controller | null = null;
  #isAnswered = false;

  constructor(
    signal: CancelSignal,
    resolve: (response: InboundResponse) => void,
    reject: (error: EgressError) => void,
  ) {
    this.#signal = signal;
    this.#resolve = resolve;
    this.#reject = reject;
    this.#body.attach(this);
    signal.addEventListener("abort", this.#onAbort);
  }

  onRequestStart(controller: Controller): void {
    this.#controller = controller;
    if (this.#signal.aborted) this.abort();
  }

  onResponseStart(_controller: Controller, status: number, headers: Headers): void {
    if (status < 200) return;
    this.#isAnswered = true;
    const body = this.#body;
    this.#resolve({ status, headers: flatten(headers), body, release: () => body.release() });
  }

  onResponseData(_controller: Controller, chunk: Uint8Array): void {
    this.#body.push(chunk);
  }

  onResponseEnd(): void {
    this.#body.end();
    this.#forget();
  }

  onResponseError(_controller: Controller, cause: Error): void {
    const error = this.#signal.aborted
      ? new EgressError("aborted", "the call was stopped", cause)
      : toEgressError(cause);
    if (this.#isAnswered) this.#body.fail(error);
    else this.#reject(error);
    this.#forget();
  }

  #forget(): void {
    this.#signal.removeEventListener("abort", this.#onAbort);
    this.#signal = NEVER;
    this.#resolve = nothing;
    this.#reject = nothing;
    this.#controller = null;
    this.#body = GONE;
  }

  pause(): void {
    this.#controller?.pause();
  }

  resume(): void {
    this.#controller?.resume();
  }

  /** A call still waiting for a connection is answered at once; its turn, when it comes, is given up in `onRequestStart`. */
  abort(): void {
    const error = new EgressError("aborted", "the call was stopped");
    if (this.#controller === null) this.#reject(error);
    else this.#controller.abort(error);
  }
}

function nothing(): void {
  return;
}

function flatten(headers: Headers): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const name in headers) {
    const value = headers[name];
    if (value !== undefined) flat[name] = typeof value === "string" ? value : value.join(", ");
  }
  return flat;
}
