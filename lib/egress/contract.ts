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
  method: "GET" | "POST" | "PUT" | "DELETE";
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

/** One message of a WebSocket. A text's bytes were checked to be UTF-8. */
export interface SocketMessage {
  bytes: Buffer;
  isText: boolean;
}

/** How a WebSocket ended (RFC 6455, section 7.4). 1006: without a closing handshake; 1002, 1007, 1009: the other side broke a rule. */
export interface SocketEnd {
  code: number;
  reason: string;
}

/** One end of an open WebSocket, whoever opened it. */
export interface MessageSocket {
  /** Pulled: what nobody reads is soon not accepted from the network any more. Ends when the socket has closed; never throws. */
  messages(): AsyncIterable<SocketMessage>;
  /** Sends a text. Resolves when the other side can take more; a socket that is closed swallows. */
  send(text: Buffer | string): Promise<void>;
  /** Begins the closing handshake, and does not wait long for the other side's part in it. */
  close(code: number, reason: string): void;
  /** Breaks the connection without a word. */
  destroy(): void;
  readonly ended: Promise<SocketEnd>;
}

/** One outbound WebSocket. Url and headers come from an adapter, never from a caller. */
export interface SocketRequest {
  /** `https:` or `http:`, as any call's. */
  url: string;
  /** Lower-case names. */
  headers: Record<string, string>;
  signal: CancelSignal;
  /** Longest wait for the handshake. */
  openTimeoutMs: number;
  messageLimitBytes: number;
  /** Settings of the provider, for the built-in simulated one. */
  settings?: Record<string, unknown>;
}

/** What came of it: an open socket, or an answer in its place. Header names in lower case. */
export type SocketOpening =
  | { kind: "open"; socket: MessageSocket; headers: Record<string, string> }
  | { kind: "refused"; status: number; headers: Record<string, string>; body: string };

/** The only way out of the process for WebSockets. */
export interface SocketEgress {
  /** Throws EgressError. */
  open(request: SocketRequest): Promise<SocketOpening>;
}

/** One mail to one server. */
export interface OutboundMail {
  server: {
    host: string;
    port: number;
    /** `none` is only for hosts the operator allowed. */
    security: "starttls" | "tls" | "none";
    login: { username: string; password: string } | null;
  };
  /** What stands between the angle brackets of `message-id`: the same at every try. */
  id: string;
  from: string;
  to: readonly string[];
  subject: string;
  text: string;
  html: string;
}

/** The only way out of the process for mail. */
export interface MailEgress {
  /** Gives the server's last line. Throws EgressError. */
  send(mail: OutboundMail): Promise<{ answer: string }>;
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
