/** What stops an outbound call: any AbortSignal, or something lighter that behaves like one. */
export interface CancelSignal {
  readonly aborted: boolean;
  addEventListener(type: "abort", listener: () => void): void;
  removeEventListener(type: "abort", listener: () => void): void;
}

/** One outbound call. Url and headers come from an adapter, never from a caller. */
export interface OutboundRequest {
  /** Calls that share it share connections; one per credential, so a hostile upstream can only confuse itself. */
  poolKey: string;
  method: "GET" | "POST" | "DELETE";
  url: string;
  /** Lower-case names. */
  headers: Record<string, string>;
  body?: string | Uint8Array;
  signal: CancelSignal;
  /** Longest wait for the answer's headers. */
  headersTimeoutMs: number;
  /** Longest silence inside the answer's body. */
  idleTimeoutMs: number;
  /** Settings of the provider, for the built-in simulated one. */
  settings?: Record<string, unknown>;
}

export interface InboundResponse {
  status: number;
  /** Lower-case names; repeated ones joined by comma. */
  headers: Record<string, string>;
  /** Pulled; returning early closes the connection. Throws EgressError. */
  body: AsyncIterable<Uint8Array>;
  /** Instead of returning early, when only the formal end of the body is missing: swallows it, so the connection can be used again. */
  release(): void;
}

/** The only way out of the process. */
export interface Egress {
  /** Throws EgressError. */
  send(request: OutboundRequest): Promise<InboundResponse>;
  close(): Promise<void>;
}

export type EgressFailure =
  | "forbidden_destination"
  | "bad_request"
  | "connect_failed"
  | "connect_timeout"
  | "headers_timeout"
  | "idle_timeout"
  | "connection_lost"
  | "bad_response"
  | "aborted";

/** An outbound call that got no usable answer. `message` is for operators: it may name hosts. */
export class EgressError extends Error {
  readonly failure: EgressFailure;

  constructor(failure: EgressFailure, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = "EgressError";
    this.failure = failure;
  }
}
