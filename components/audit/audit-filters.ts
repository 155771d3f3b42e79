import type { AuditFilterQuery } from "@/lib/admin-api/client/audit";
import type { FilterValues } from "../ui/filter-bar";
import { type RangePreset, resolveRange, type TimeRange } from "../ui/time-range";

/** Names of the filters in the address. */
export const AUDIT_FILTER_KEYS = ["actor", "kind", "action"] as const;

const DAY = 86_400_000;

export const AUDIT_PRESETS: readonly RangePreset[] = [
  { value: "24h", label: "Last 24 hours", lengthMs: DAY },
  { value: "7d", label: "Last 7 days", lengthMs: 7 * DAY },
  { value: "30d", label: "Last 30 days", lengthMs: 30 * DAY },
  { value: "365d", label: "Last year", lengthMs: 365 * DAY },
  { value: "all", label: "From the beginning" },
];
export const DEFAULT_AUDIT_RANGE = "30d";

/** What the page shows, as the address says it. */
export interface AuditView {
  filters: FilterValues;
  search: string;
  range: TimeRange;
}

const KINDS: readonly string[] = ["person", "api_token", "scim_token", "system", "break_glass"];

/** The question to the API; a moving range is resolved against `now` (epoch ms). */
export function auditQueryOf(view: AuditView, now: number): AuditFilterQuery {
  const first = (key: (typeof AUDIT_FILTER_KEYS)[number]) => view.filters[key]?.[0];
  const kind = first("kind");
  const wanted: AuditFilterQuery = {
    ...resolveRange(view.range, AUDIT_PRESETS, now),
    actorId: first("actor"),
    actorKind: kind !== undefined && KINDS.includes(kind) ? (kind as AuditFilterQuery["actorKind"]) : undefined,
    action: first("action"),
    q: view.search || undefined,
  };
  return Object.fromEntries(Object.entries(wanted).filter(([, value]) => value));
}

/** Actions to choose from: each by itself, and every aggregate as a whole (`keys.` is everything about keys). */
export function actionChoices(actions: readonly string[]): { value: string; label: string }[] {
  const aggregates = [...new Set(actions.map((action) => action.slice(0, action.indexOf(".") + 1)))];
  return aggregates.flatMap((start) => [
    { value: start, label: `${start}* all` },
    ...actions.filter((action) => action.startsWith(start)).map((action) => ({ value: action, label: action })),
  ]);
}
