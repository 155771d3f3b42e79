import type { Store } from "./store";
import type { QuotaTerms } from "./work";

/** Far above what a benchmark reaches: answered from leases. */
const FAR = "900000000000000";

/** Hardly more than all callers hold together: little can be lent, so many calls ask the database. */
const NEAR = "13000";

export interface Case {
  title: string;
  /** Per process the quotas of its calls. */
  quotas: QuotaTerms[][];
  isFree: boolean;
  /** Whether the process has a core to itself. */
  isAlone: boolean;
}

export const CALLERS = 32;

/** What is measured, in the order of the table: one process, four far from their limits, four near them. */
export async function openCases(store: Store): Promise<Case[]> {
  const budget = (limit: string) =>
    store.quota({ scopeKind: "organization", unit: "usd_micros", window: "month", limit });
  const four = [
    await budget(FAR),
    await store.quota({ scopeKind: "team", unit: "tokens", window: "day", limit: FAR }),
    await store.quota({ scopeKind: "key", unit: "requests", window: "minute", limit: FAR }),
    await store.quota({ scopeKind: "key", unit: "concurrent", window: "now", limit: "1000000" }),
  ];
  const each = (limit: string) => Promise.all([1, 2, 3, 4].map(async () => [await budget(limit)]));
  const shared = async (limit: string) => Array<QuotaTerms[]>(4).fill([await budget(limit)]);
  const busy = { isFree: false, isAlone: false };
  const near = { isFree: true, isAlone: false };
  return [
    { title: "one process, 1 quota per call", quotas: [[await budget(FAR)]], isFree: false, isAlone: true },
    { title: "one process, 4 quotas per call", quotas: [four], isFree: false, isAlone: true },
    { title: "four processes, a budget each", quotas: await each(FAR), ...busy },
    { title: "four processes, one budget", quotas: await shared(FAR), ...busy },
    { title: "four processes, a budget each, near its limit", quotas: await each(NEAR), ...near },
    { title: "four processes, one budget, near its limit", quotas: await shared(NEAR), ...near },
  ];
}
