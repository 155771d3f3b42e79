import { Agent, buildConnector } from "undici";
import type { Egress, InboundResponse, OutboundRequest } from "./contract";
import { createDestinationPolicy, type DestinationPolicy } from "./destination-policy";
import { toEgressError } from "./to-egress-error";

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

  async send(request: OutboundRequest): Promise<InboundResponse> {
    const { origin, path } = this.#split(request.url);
    try {
      const response = await this.#poolFor(request.poolKey).request({
        origin,
        path,
        method: request.method,
        headers: request.headers,
        body: request.body ?? null,
        signal: request.signal,
        headersTimeout: request.headersTimeoutMs,
        bodyTimeout: request.idleTimeoutMs,
      });
      return { status: response.statusCode, headers: flatten(response.headers), body: readBody(response.body) };
    } catch (error) {
      throw toEgressError(error);
    }
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

async function* readBody(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } catch (error) {
    throw toEgressError(error);
  }
}

function flatten(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const name in headers) {
    const value = headers[name];
    if (value !== undefined) flat[name] = typeof value === "string" ? value : value.join(", ");
  }
  return flat;
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
  if (socket === null) return result;
  try {
    const standardPort = options.protocol === "https:" ? "443" : "80";
    policy.checkAddress(options.hostname, options.port || standardPort, socket.remoteAddress ?? "");
    return result;
  } catch (refusal) {
    socket.destroy();
    return [refusal instanceof Error ? refusal : new Error(String(refusal)), null];
  }
}
