import type { Ledger } from "@/lib/ledger/contract";
import type { PolicySource } from "@/lib/policy/policy-source";

export interface ReadinessItem {
  name: string;
  ready: boolean;
  /** When it last changed between ready and not. */
  since: Date;
  detail: string;
}

/** After this long without an answer from the store, a process says it is not ready, although it serves on from what it knows. */
const STALE_POLICY_MS = 10_000;
const PENDING_RECORDS_MAX = 50_000;

/** What a load balancer asks: each part that a call needs, and since when it is as it is. */
export class Readiness {
  readonly #policy: PolicySource;
  readonly #ledger: Ledger;
  readonly #changes = new Map<string, { ready: boolean; since: Date }>();

  constructor(policy: PolicySource, ledger: Ledger) {
    this.#policy = policy;
    this.#ledger = ledger;
  }

  items(): ReadinessItem[] {
    return [this.#policyItem(), this.#ledgerItem()];
  }

  #policyItem(): ReadinessItem {
    const { current, confirmedAt, trouble } = this.#policy;
    const age = confirmedAt === null ? Number.POSITIVE_INFINITY : Date.now() - confirmedAt;
    const ready = current !== null && age < STALE_POLICY_MS;
    const detail =
      current === null
        ? "no policy loaded yet"
        : `version ${current.version}, confirmed ${Math.round(age / 1000)} s ago`;
    return this.#item("policy", ready, trouble === null ? detail : `${detail}; ${trouble}`);
  }

  #ledgerItem(): ReadinessItem {
    const { pending, lost } = this.#ledger;
    return this.#item("records", pending < PENDING_RECORDS_MAX && lost === 0, `${pending} waiting, ${lost} lost`);
  }

  #item(name: string, ready: boolean, detail: string): ReadinessItem {
    const known = this.#changes.get(name);
    const change = known !== undefined && known.ready === ready ? known : { ready, since: new Date() };
    this.#changes.set(name, change);
    return { name, ready, since: change.since, detail };
  }
}
