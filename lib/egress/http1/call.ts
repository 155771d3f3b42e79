import { EgressError, type InboundResponse, type OutboundRequest } from "../contract";
import { type Flow, InboundBody } from "../inbound-body";
import type { ResponseHead } from "./read-head";

/** One call from being asked for to the end of its answer's body. */
export class Call {
  readonly request: OutboundRequest;
  readonly path: string;
  /** It was sent on a connection that was closing already. */
  wasStale = false;
  readonly #resolve: (response: InboundResponse) => void;
  readonly #reject: (error: EgressError) => void;
  readonly #onAbort = () => this.#abort();
  #body: InboundBody | null = null;
  #stop: ((error: EgressError) => void) | null = null;

  constructor(
    { request, path }: { request: OutboundRequest; path: string },
    resolve: (response: InboundResponse) => void,
    reject: (error: EgressError) => void,
  ) {
    this.request = request;
    this.path = path;
    this.#resolve = resolve;
    this.#reject = reject;
    request.signal.addEventListener("abort", this.#onAbort);
  }

  /** What gives it up wherever it is now: a queue, or a connection. Called with the reason; must end in `fail`. */
  onStop(stop: (error: EgressError) => void): void {
    this.#stop = stop;
    if (this.request.signal.aborted) this.#abort();
  }

  answer({ status, headers }: ResponseHead, flow: Flow): void {
    const body = new InboundBody(flow);
    this.#body = body;
    this.#resolve({ status, headers, body, release: () => body.release() });
  }

  push(content: Buffer): void {
    this.#body?.push(content);
  }

  end(): void {
    this.#forget();
    this.#body?.end();
  }

  fail(error: EgressError): void {
    this.#forget();
    if (this.#body === null) this.#reject(error);
    else this.#body.fail(error);
  }

  #abort(): void {
    this.#stop?.(new EgressError("aborted", "the call was stopped"));
  }

  #forget(): void {
    this.request.signal.removeEventListener("abort", this.#onAbort);
    this.#stop = null;
  }
}
