import type { Quota } from "../contract";

/** A quota with every term set, for tests and seeds: a hard monthly one of 100 micro-USD that denies without the store, but for what is given. */
export function quotaOf(terms: Partial<Quota> = {}): Quota {
  return {
    id: "quo_a",
    scopeKind: "key",
    scopeId: "key_a",
    scopeName: "test",
    scopeModelId: null,
    subject: "",
    unit: "usd_micros",
    window: "month",
    windowDays: null,
    anchor: null,
    limit: 100n,
    grants: [],
    hard: true,
    shadow: false,
    onStoreDown: "deny",
    maxCallPercent: 100,
    timeZone: "Europe/Berlin",
    ...terms,
  };
}
