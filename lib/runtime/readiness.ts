import type { Database } from "@/db/client";
import type { StoreHealth } from "@/db/pool/breaker";
import type { Ledger } from "@/lib/ledger/contract";
import type { PolicySource } from "@/lib/policy/policy-source";
import type { BooksWatch } from "./check-in-background";

export interface ReadinessItem {
  name: string;
  ready: boolean;
  /** Whether the process can serve without it: a load balancer then leaves it in, and an operator reads what is missing. */
  optional?: boolean;
  /** When it last changed between ready and not. */
  since: Date;
  detail: string;
}

/** After this long without an answer from the store the policy counts as old; it is enforced on. */
const STALE_POLICY_MS = 10_000;
/** After this long no key is served any more (`OUTAGE_BOUND_MS` of the key resolver), so the process is of no use. */
const LONGEST_OUTAGE_MS = 10 * 60_000;
const PENDING_RECORDS_MAX = 50_000;

interface ReadinessParts {
  policy: PolicySource;
  ledger: Ledger;
  books: Pick<BooksWatch, "standing">;
  stores: readonly Pick<Database, "health">[];
}

/** What a load balancer asks: each part that a call needs, and since when it is as it is. */
export class Readiness {
  readonly #policy: PolicySource;
  readonly #ledger: Ledger;
  readonly #books: Pick<BooksWatch, "standing">;
  readonly #stores: readonly Pick<Database, "health">[];
  readonly #changes = new Map<string, { ready: boolean; since: Date }>();

  constructor({ policy, ledger, books, stores }: ReadinessParts) {
    this.#policy = policy;
    this.#ledger = ledger;
    this.#books = books;
    this.#stores = stores;
  }

  items(): ReadinessItem[] {
    return [
      this.#policyItem(),
      this.#ledgerItem(),
      this.#booksItem(),
      ...this.#stores.map((store) => storeItem(store.health())),
    ];
  }

  #policyItem(): ReadinessItem {
    const { current, confirmedAt, trouble } = this.#policy;
    const age = confirmedAt === null ? Number.POSITIVE_INFINITY : Date.now() - confirmedAt;
    const ready = current !== null && age < STALE_POLICY_MS;
    const detail =
      current === null
        ? "no policy loaded yet"
        : `version ${current.version}, confirmed ${Math.round(age / 1000)} s ago`;
    const item = this.#item("policy", ready, trouble === null ? detail : `${detail}; ${trouble}`);
    return { ...item, optional: current !== null && age < LONGEST_OUTAGE_MS };
  }

  #ledgerItem(): ReadinessItem {
    const { pending, lost } = this.#ledger;
    return this.#item("records", pending < PENDING_RECORDS_MAX && lost === 0, `${pending} waiting, ${lost} lost`);
  }

  /** Quotas against the ledger: whatever was found is set right already, so the process serves on. */
  #booksItem(): ReadinessItem {
    const { standing } = this.#books;
    if (standing === null) return { ...this.#item("books", true, "not compared yet"), optional: true };
    const { windows, judged, drifts, driftedAt } = standing;
    const last = driftedAt === null ? "" : `, last at ${driftedAt.toISOString()}`;
    const detail = `${judged} of ${windows} windows compared with the ledger, ${drifts} drifts${last}`;
    return { ...this.#item("books", drifts === 0, detail), optional: true };
  }

  #item(name: string, ready: boolean, detail: string): ReadinessItem {
    const known = this.#changes.get(name);
    const change = known !== undefined && known.ready === ready ? known : { ready, since: new Date() };
    this.#changes.set(name, change);
    return { name, ready, since: change.since, detail };
  }
}

/** Every pool knows for itself whether its store answers. Cached keys, last known policy and leases go on without it. */
function storeItem({ pool, state, since, trouble }: StoreHealth): ReadinessItem {
  const detail = trouble === null ? "answers" : `does not answer: ${trouble}`;
  return { name: `database ${pool}`, ready: state === "closed", optional: true, since, detail };
}
