import type { Egress, InboundResponse, OutboundRequest } from "./contract";
import { createDestinationPolicy, type DestinationPolicy } from "./destination-policy";
import { Call } from "./http1/call";
import type { Origin } from "./http1/dial";
import { originOf } from "./http1/origin-of";
import { Pool } from "./http1/pool";
import { Ticker } from "./http1/ticker";

const MAX_CONNECTIONS = 4_096;
const PARSED_URLS_MAX = 2_000;

export interface HttpEgressOptions {
  /** `host` or `host:port` that may be private or plain http. */
  allow: readonly string[];
  /** Connections to one origin of one credential. */
  maxConnections?: number;
}

/** A url taken apart and judged. */
interface Place {
  origin: Origin;
  /** What tells origins apart. */
  key: string;
  path: string;
}

/** Outbound HTTP/1.1 over kept-alive pools: redirects are not followed, addresses are checked on the connected socket. */
export function createHttpEgress(options: HttpEgressOptions): Egress {
  return new HttpEgress(options);
}

class HttpEgress implements Egress {
  readonly #maxConnections: number;
  readonly #policy: DestinationPolicy;
  readonly #ticker = new Ticker();
  /** By pool key, then by origin. */
  readonly #pools = new Map<string, Map<string, Pool>>();
  readonly #places = new Map<string, Place>();

  constructor(options: HttpEgressOptions) {
    this.#maxConnections = options.maxConnections ?? MAX_CONNECTIONS;
    this.#policy = createDestinationPolicy(options.allow);
  }

  send(request: OutboundRequest): Promise<InboundResponse> {
    return new Promise((resolve, reject) => {
      const place = this.#placeOf(request.url);
      this.#poolFor(request.poolKey, place).send(new Call({ request, path: place.path }, resolve, reject));
    });
  }

  async close(): Promise<void> {
    for (const pools of this.#pools.values()) {
      for (const pool of pools.values()) pool.destroy();
    }
    this.#pools.clear();
  }

  #poolFor(poolKey: string, { key, origin }: Place): Pool {
    const pools = this.#pools.get(poolKey) ?? new Map<string, Pool>();
    const known = pools.get(key);
    if (known !== undefined) return known;
    const onEmpty = () => {
      if (pools.get(key) === pool) pools.delete(key);
      if (pools.size === 0 && this.#pools.get(poolKey) === pools) this.#pools.delete(poolKey);
    };
    const shared = { origin, policy: this.#policy, ticker: this.#ticker, maxConnections: this.#maxConnections };
    const pool = new Pool({ ...shared, onEmpty });
    pools.set(key, pool);
    this.#pools.set(poolKey, pools);
    return pool;
  }

  /** The same few urls come with every call, so they are parsed and judged once. */
  #placeOf(url: string): Place {
    const known = this.#places.get(url);
    if (known !== undefined) return known;
    const full = new URL(url);
    this.#policy.checkUrl(full);
    const place = { origin: originOf(full), key: full.origin, path: full.pathname + full.search };
    if (this.#places.size >= PARSED_URLS_MAX) this.#places.clear();
    this.#places.set(url, place);
    return place;
  }
}
