import type { Store } from "./store";
import type { QuotaTerms } from "./work";

/** Far above what a benchmark reaches: answered from leases. */
const FAR = "900000000000000";

export interface Case {
  title: string;
  /** Per process the quotas of its calls. */
  quotas: QuotaTerms[][];
  callers: number;
  /** Whether the process has a core to itself. */
  isAlone: boolean;
}

/** What is measured, in the order of the table; the last two are compared with each other. */
export async function openCases(store: Store): Promise<Case[]> {
  const organization = () =>
    store.quota({ scopeKind: "organization", unit: "usd_micros", window: "month", limit: FAR });
  const key = () => store.quota({ scopeKind: "key", unit: "requests", window: "minute", limit: FAR });
  const four = async () => [
    await organization(),
    await store.quota({ scopeKind: "team", unit: "tokens", window: "day", limit: FAR }),
    await key(),
    await store.quota({ scopeKind: "key", unit: "concurrent", window: "now", limit: "1000000" }),
  ];
  const hot = await organization();
  const each = <T>(make: () => Promise<T>) => Promise.all([1, 2, 3, 4].map(make));
  return [
    { title: "one process, 1 quota per call", quotas: [[await organization()]], callers: 32, isAlone: true },
    { title: "one process, 4 quotas per call", quotas: [await four()], callers: 32, isAlone: true },
    {
      title: "four processes, a budget each",
      quotas: await each(async () => [await organization()]),
      callers: 32,
      isAlone: false,
    },
    { title: "four processes, one budget", quotas: await each(async () => [hot]), callers: 32, isAlone: false },
  ];
}
