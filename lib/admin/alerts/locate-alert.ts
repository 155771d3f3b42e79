import { type AlertChangeRow, findAlert, listAlertChanges, type ShownAlert } from "@/db/queries/alerts/list-alerts";
import { type AlertRow, lockAlert } from "@/db/queries/alerts/write-alert";
import { notFound } from "@/lib/errors/admin-error";
import type { Work } from "../context";
import type { Located } from "../define-verb";

/** An alert with its history. */
export interface AlertWithChanges extends ShownAlert {
  history: AlertChangeRow[];
}

/** `locate` for one alert: its team's, or the organization's. */
export async function locateAlert(work: Work, { alertId }: { alertId: string }): Promise<Located<ShownAlert> | null> {
  const target = await findAlert(work.run, work.organizationId, alertId);
  if (target === null) return null;
  const { teamId } = target;
  return { target, scope: teamId === null ? { kind: "organization" } : { kind: "team", teamId } };
}

/** An alert with its history, again after a change. */
export async function readAlert(work: Work, id: string): Promise<AlertWithChanges> {
  const row = await findAlert(work.run, work.organizationId, id);
  if (row === null) throw notFound("alert");
  return { ...row, history: await listAlertChanges(work.run, id) };
}

/** The alert as it stands, and nobody else's until the transaction ends. */
export async function holdAlert(work: Work, id: string): Promise<AlertRow> {
  const row = await lockAlert(work.run, id);
  if (row === null) throw notFound("alert");
  return row;
}
