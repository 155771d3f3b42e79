import { type LookupAddress, lookup } from "node:dns";
import { connect, isIP, type LookupFunction, type OnReadOpts, type Socket } from "node:net";
import { connect as connectTls, type TLSSocket } from "node:tls";
import { EgressError } from "../contract";
import type { DestinationPolicy } from "../destination-policy";
import { toEgressError } from "../to-egress-error";

const CONNECT_TIMEOUT_MS = 5_000;
const KEEP_ALIVE_PROBE_MS = 60_000;

/** Where connections of one pool go. */
export interface Origin {
  secure: boolean;
  /** Without brackets. */
  hostname: string;
  port: number;
  /** For the `host` header. */
  host: string;
}

/** What a pool lends to each of its connections; a connection without one needs the policy only. */
export interface DialOptions {
  policy: DestinationPolicy;
  onread?: OnReadOpts;
  /** A TLS session to resume. */
  session?: Buffer | null;
  onSession?(session: Buffer): void;
  /** What is spoken inside TLS; left out: HTTP/1.1. Empty: it is not said. */
  alpn?: readonly string[];
}

/**
 * A connected socket, its address judged when the name was resolved and again on the socket itself, so neither literals nor names that
 * change get past the policy. Rejects with EgressError.
 */
export function dial(origin: Origin, options: DialOptions): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = open(origin, options);
    const timer = setTimeout(() => {
      socket.destroy(new EgressError("connect_timeout", `no connection to ${origin.host} in ${CONNECT_TIMEOUT_MS} ms`));
    }, CONNECT_TIMEOUT_MS);
    const settle = (act: () => void) => {
      clearTimeout(timer);
      socket.off("error", onError).off("close", onClose).off(ready, onReady);
      act();
    };
    const ready = origin.secure ? "secureConnect" : "connect";
    const fail = (error: unknown) => {
      // Nobody listens any more, and a late error must not end the process.
      socket.on("error", () => undefined).destroy();
      reject(toEgressError(error));
    };
    const onError = (error: Error) => settle(() => fail(error));
    const onClose = () => settle(() => fail(new EgressError("connect_failed", `${origin.host} closed the connection`)));
    const onReady = () =>
      settle(() => {
        try {
          options.policy.checkAddress(origin.hostname, String(origin.port), socket.remoteAddress ?? "");
          resolve(socket);
        } catch (refusal) {
          fail(refusal);
        }
      });
    socket.on("error", onError).on("close", onClose).on(ready, onReady);
  });
}

function open(origin: Origin, { policy, onread, session = null, onSession, alpn = ["http/1.1"] }: DialOptions): Socket {
  const where = {
    host: origin.hostname,
    port: origin.port,
    noDelay: true,
    keepAlive: true,
    keepAliveInitialDelay: KEEP_ALIVE_PROBE_MS,
    autoSelectFamily: true,
    lookup: vettedLookup(origin, policy),
    ...(onread === undefined ? {} : { onread }),
  };
  if (!origin.secure) return connect(where);
  const named = isIP(origin.hostname) === 0 ? { servername: origin.hostname } : {};
  const resumed = session === null ? {} : { session };
  const spoken = alpn.length === 0 ? {} : { ALPNProtocols: [...alpn] };
  const socket: TLSSocket = connectTls({ ...where, ...named, ...resumed, ...spoken });
  return onSession === undefined ? socket : socket.on("session", onSession);
}

/** A name with any address that may not be called is not called at all: it would only be a matter of luck. */
function vettedLookup(origin: Origin, policy: DestinationPolicy): LookupFunction {
  const judge = (addresses: readonly LookupAddress[]): Error | null => {
    try {
      for (const { address } of addresses) policy.checkAddress(origin.hostname, String(origin.port), address);
      return null;
    } catch (refusal) {
      return refusal instanceof Error ? refusal : new Error(String(refusal));
    }
  };
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      const [first] = addresses ?? [];
      const refusal = error ?? judge(addresses);
      if (refusal !== null || first === undefined) callback(refusal, "");
      else if (options.all === true) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
}
