import type { Alert, AlertDetail, AlertRule, ListAlertsQuery, SetAlertRuleInput } from "../schemas/alerts";
import type { PageView } from "../schemas/page";
import { adminFetch } from "./admin-fetch";

export type * from "../schemas/alerts";

/** What is and was wrong, newest first. */
export function listAlerts(query: ListAlertsQuery = {}, signal?: AbortSignal): Promise<PageView<Alert>> {
  return adminFetch("/alerts", { query, signal });
}

export function getAlert(alertId: string, signal?: AbortSignal): Promise<AlertDetail> {
  return adminFetch(pathOf(alertId), { signal });
}

export function acknowledgeAlert(alertId: string, note: string): Promise<AlertDetail> {
  return adminFetch(`${pathOf(alertId)}/acknowledge`, { method: "POST", body: { note } });
}

export function resolveAlert(alertId: string, note: string): Promise<AlertDetail> {
  return adminFetch(`${pathOf(alertId)}/resolve`, { method: "POST", body: { note } });
}

export function listAlertRules(signal?: AbortSignal): Promise<{ items: AlertRule[] }> {
  return adminFetch("/alert-rules", { signal });
}

export function setAlertRule(input: SetAlertRuleInput): Promise<AlertRule> {
  return adminFetch("/alert-rules", { method: "PUT", body: input });
}

function pathOf(alertId: string): string {
  return `/alerts/${encodeURIComponent(alertId)}`;
}
