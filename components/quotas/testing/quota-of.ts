import type { QuotaView } from "@/lib/admin-api/client/quotas";

/** A quota as the API shows it: a hard budget of a project, with what a test says of it. */
export function quotaOf(
  over: Partial<Omit<QuotaView, "scope">> & { scope?: Partial<QuotaView["scope"]> } = {},
): QuotaView {
  const { scope, ...rest } = over;
  return {
    id: "quo_1",
    scope: { kind: "project", id: "prj_1", name: "Ranking", model: null, team: null, project: null, ...scope },
    unit: "usd",
    window: "month",
    windowDays: null,
    anchor: null,
    timeZone: "UTC",
    limit: "200.00",
    granted: "0.00",
    limitNow: "200.00",
    grantedUntil: null,
    hard: true,
    shadow: false,
    onStoreDown: "last_known",
    maxCallPercent: 100,
    alertPercents: [80, 100],
    createdAt: "2026-11-20T09:00:00Z",
    archivedAt: null,
    standing: { settled: "0.00", held: "0.00", free: "200.00", resetsAt: "2026-12-01T00:00:00Z" },
    allowedActions: [],
    ...rest,
  };
}
