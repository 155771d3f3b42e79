import { Agent as HttpAgent, type IncomingHttpHeaders, type IncomingMessage } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import { Duplex } from "node:stream";
import { WebSocket } from "ws";
import { EgressError, type SocketEgress, type SocketOpening, type SocketRequest } from "./contract";
import { createDestinationPolicy, type DestinationPolicy } from "./destination-policy";
import { dial } from "./http1/dial";
import { originOf } from "./http1/origin-of";
import { toEgressError } from "./to-egress-error";
import { SOCKET_TERMS, WsMessageSocket } from "./ws-message-socket";

const LONGEST_REFUSAL_BYTES = 64 * 1024;

/** Outbound WebSockets under the same policy as every call: judged by url, addresses checked on the connected socket, no redirects. */
export function createSocketEgress({ allow }: { allow: readonly string[] }): SocketEgress {
  const policy = createDestinationPolicy(allow);
  return { open: (request) => open(request, policy) };
}

function open(request: SocketRequest, policy: DestinationPolicy): Promise<SocketOpening> {
  return new Promise((resolve, reject) => {
    const url = new URL(request.url);
    policy.checkUrl(url);
    const { signal } = request;
    const ws = new WebSocket(url, {
      ...SOCKET_TERMS,
      headers: request.headers,
      handshakeTimeout: request.openTimeoutMs,
      maxPayload: request.messageLimitBytes,
      followRedirects: false,
      agent: checkedAgent(url, policy),
    });
    const stop = () => ws.terminate();
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop);
    const settle = () => signal.removeEventListener("abort", stop);
    let headers: Record<string, string> = {};
    ws.once("upgrade", (response) => {
      headers = flatten(response.headers);
    });
    ws.once("open", () => {
      settle();
      resolve({ kind: "open", socket: new WsMessageSocket(ws), headers });
    });
    ws.once("unexpected-response", (_sent, response) => {
      readRefusal(response).then((refusal) => {
        settle();
        resolve(refusal);
      }, reject);
    });
    ws.on("error", (error) => {
      settle();
      reject(failureOf(error, signal.aborted));
    });
  });
}

/** One connection, no pool. Node asks it for a socket where it would open one itself. */
function checkedAgent(url: URL, policy: DestinationPolicy): HttpAgent {
  const agent = url.protocol === "https:" ? new HttpsAgent() : new HttpAgent();
  agent.createConnection = (_options, callback) => {
    dial(originOf(url), { policy }).then(
      (socket) => callback?.(null, socket),
      // With an error, nobody looks at the stream.
      (error: unknown) => callback?.(toEgressError(error), new Duplex()),
    );
    return undefined;
  };
  return agent;
}

async function readRefusal(response: IncomingMessage): Promise<SocketOpening> {
  let body = "";
  for await (const chunk of response) {
    body += String(chunk);
    if (body.length > LONGEST_REFUSAL_BYTES) break;
  }
  return { kind: "refused", status: response.statusCode ?? 0, headers: flatten(response.headers), body };
}

function failureOf(error: Error, isAborted: boolean): EgressError {
  if (isAborted) return new EgressError("aborted", "the call was stopped", error);
  if (error.message.includes("handshake has timed out"))
    return new EgressError("headers_timeout", error.message, error);
  // What answers the upgrade with something else does not speak WebSocket, or HTTP at all.
  const isForeign = error.message.startsWith("Invalid ") || ("code" in error && String(error.code).startsWith("HPE_"));
  if (isForeign) return new EgressError("bad_response", error.message, error);
  return toEgressError(error);
}

function flatten(headers: IncomingHttpHeaders): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) flat[name] = typeof value === "string" ? value : value.join(", ");
  }
  return flat;
}
