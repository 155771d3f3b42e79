import { type Egress, EgressError, type InboundResponse, type SocketEgress } from "@/lib/egress/contract";
import type { Met } from "./met";
import { type OutsideSession, openFromOutside } from "./session-caller";

const HEADERS_MS = 15_000;
const IDLE_MS = 15_000;
const LONGEST_ANSWER_CHARS = 1_000_000;

/** One call as an application makes it. */
export interface OutsideCall {
  method: "GET" | "POST" | "DELETE";
  /** With its prefix: `/api/v1/chat/completions`. */
  path: string;
  headers: Record<string, string>;
  body?: string | Uint8Array;
  /** Hang up once the answer has begun. */
  leaveEarly?: boolean;
  signal: AbortSignal;
}

/** Somebody outside who has an address and nothing else. */
export interface OutsideCaller {
  /** Throws EgressError when no answer came. */
  send(call: OutsideCall): Promise<Met>;
  /** The same over a WebSocket. */
  converse(session: OutsideSession): Promise<Met>;
}

/** The two ways out that a caller takes. */
export interface WaysOut {
  egress: Pick<Egress, "send">;
  sockets: SocketEgress;
}

/** Calls `origin` over real sockets, each call on a connection of its own, so that behind one port every process gets its share. */
export function createOutsideCaller(origin: string, { egress, sockets }: WaysOut): OutsideCaller {
  return {
    async send({ method, path, headers, body, leaveEarly = false, signal }) {
      const response = await egress.send({
        poolKey: "proof",
        method,
        url: origin + path,
        headers: { ...headers, connection: "close", "user-agent": "gatehouse-proof" },
        ...(body === undefined ? {} : { body }),
        signal,
        headersTimeoutMs: HEADERS_MS,
        idleTimeoutMs: IDLE_MS,
      });
      const text = await readText(response, leaveEarly);
      return {
        status: response.status,
        headers: response.headers,
        text,
        requestId: response.headers["x-request-id"] ?? "",
      };
    },
    converse: (session) => openFromOutside(origin, session, sockets),
  };
}

async function readText(response: InboundResponse, leaveEarly: boolean): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of response.body) {
    text += decoder.decode(chunk, { stream: true });
    if (leaveEarly) return text;
    if (text.length > LONGEST_ANSWER_CHARS) throw new EgressError("bad_response", "the answer does not end");
  }
  return text;
}
