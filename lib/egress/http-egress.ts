import { Agent, buildConnector } from "undici";
import { AnswerHandler } from "./answer-handler";
import type { Egress, InboundResponse, OutboundRequest } from "./contract";
import { createDestinationPolicy, type DestinationPolicy } from "./destination-policy";

const CONNECT_TIMEOUT_MS = 5_000;
const KEEP_ALIVE_MS = 30_000;
const PARSED_URLS_MAX = 2_000;

export interface HttpEgressOptions {
  /** `host` or `host:port` that may be private or plain http. */
  allow: readonly string[];
  /** Connections to one origin of one credential. */
  maxConnections?: number;
}

/** Outbound HTTP over kept-alive pools: redirects are not followed, addresses are checked on the connected socket. */
export function createHttpEgress(options: HttpEgressOptions): Egress {
  return new HttpEgress(options);
}

class HttpEgress implements Egress {
  readonly #options: HttpEgressOptions;
  readonly #policy: DestinationPolicy;
  readonly #pools = new Map<string, Agent>();
  readonly #parsed = new Map<string, { origin: string; path: string }>();

  constructor(options: HttpEgressOptions) {
    this.#options = options;
    this.#policy = createDestinationPolicy(options.allow);
  }

  send(request: OutboundRequest): Promise<InboundResponse> {
    return new Promise((resolve, reject) => {
      const { origin, path } = this.#split(request.url);
      const handler = new AnswerHandler(request.signal, resolve, reject);
      const options = {
        origin,
        path,
        method: request.method,
        headers: request.headers,
        body: request.body ?? null,
        headersTimeout: request.headersTimeoutMs,
        bodyTimeout: request.idleTimeoutMs,
      };
      this.#poolFor(request.poolKey).dispatch(options, handler);
    });
  }

  async close(): Promise<void> {
    await Promise.all([...this.#pools.values()].map((pool) => pool.destroy()));
    this.#pools.clear();
  }

  #poolFor(key: string): Agent {
    const known = this.#pools.get(key);
    if (known !== undefined) return known;
    const agent = new Agent({
      connect: checkedConnector(this.#policy),
      keepAliveTimeout: KEEP_ALIVE_MS,
      pipelining: 1,
      connections: this.#options.maxConnections ?? 4_096,
    });
    this.#pools.set(key, agent);
    return agent;
  }

  /** The same few urls come with every call, so they are parsed and judged once. */
  #split(url: string): { origin: string; path: string } {
    const known = this.#parsed.get(url);
    if (known !== undefined) return known;
    const full = new URL(url);
    this.#policy.checkUrl(full);
    const parts = { origin: full.origin, path: full.pathname + full.search };
    if (this.#parsed.size >= PARSED_URLS_MAX) this.#parsed.clear();
    this.#parsed.set(url, parts);
    return parts;
  }
}

/** A connector that looks at where the socket really went, so neither literals nor rebinding names get past the policy. */
function checkedConnector(policy: DestinationPolicy): buildConnector.connector {
  const connect = buildConnector({ timeout: CONNECT_TIMEOUT_MS, autoSelectFamily: true });
  return (options, callback) => connect(options, (...result) => callback(...vetted(policy, options, result)));
}

function vetted(
  policy: DestinationPolicy,
  options: buildConnector.Options,
  result: buildConnector.CallbackArgs,
): buildConnector.CallbackArgs {
  const [, socket] = result;
  // Typed as null, but undici leaves it undefined when the connection failed.
  if (!socket) return result;
  try {
    const standardPort = options.protocol === "https:" ? "443" : "80";
    policy.checkAddress(options.hostname, options.port || standardPort, socket.remoteAddress ?? "");
    return result;
  } catch (refusal) {
    socket.destroy();
    return [refusal instanceof Error ? refusal : new Error(String(refusal)), null];
  }
}
