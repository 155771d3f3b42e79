import { sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { type ClaimedRule, takeRule } from "@/db/queries/alerts/alert-rules";
import {
  type AlertFinding,
  type AlertRow,
  type AlertUpdate,
  findRecent,
  insertAlert,
  insertAlertChange,
  listCurrent,
  lockAlert,
  updateAlert,
} from "@/db/queries/alerts/write-alert";
import type { Runner } from "@/db/queries/runner";
import type { AlertChangeKind } from "@/db/schema";
import { newId } from "@/lib/crypto/new-id";
import { type PlannedChange, planChanges } from "./plan-changes";
import { tellOfAlert } from "./tell-of-alert";

const OPENED_AGAIN = { state: "open", isCurrent: true, acknowledgedAt: null, acknowledgedBy: null } as const;
const NOT_RESOLVED = { resolvedAt: null, resolvedBy: null } as const;

/**
 * Makes the alerts of a rule what was found, in one transaction with the notices of it. However many processes found the same, there is
 * one alert and one notice of each change; what was measured before what was acted on last changes nothing.
 */
export async function settleFindings(
  { orm }: Pick<Database, "orm">,
  claimed: Pick<ClaimedRule, "organizationId" | "rule" | "measuredAt">,
  findings: readonly AlertFinding[],
): Promise<void> {
  await orm.transaction(async (run) => {
    if (!(await takeRule(run, claimed))) return;
    const current = await listCurrent(run, claimed.organizationId, claimed.rule);
    for (const change of planChanges(current, findings)) await carryOut(run, claimed, change);
  });
}

async function carryOut(
  run: Runner,
  claimed: Pick<ClaimedRule, "organizationId" | "rule">,
  change: PlannedChange<AlertRow>,
): Promise<void> {
  switch (change.kind) {
    case "begin":
      return begin(run, claimed, change.finding);
    case "escalate":
      return note(run, change.row, "escalated", {
        ...change.finding,
        ...OPENED_AGAIN,
        ...NOT_RESOLVED,
        seenAt: sql`now()`,
      });
    case "refresh":
      await updateAlert(run, change.row.id, { ...change.finding, seenAt: sql`now()` });
      return;
    case "resolve":
      return note(run, change.row, "resolved", { state: "resolved", isCurrent: false, resolvedAt: sql`now()` });
    case "forget":
      await updateAlert(run, change.row.id, { isCurrent: false });
  }
}

/** What comes back within a day is the same alert again. */
async function begin(
  run: Runner,
  { organizationId, rule }: Pick<ClaimedRule, "organizationId" | "rule">,
  finding: AlertFinding,
): Promise<void> {
  const recent = await findRecent(run, organizationId, { rule, ...finding });
  if (recent !== null)
    return note(run, recent, "reopened", { ...finding, ...OPENED_AGAIN, ...NOT_RESOLVED, seenAt: sql`now()` });
  const id = newId("alt");
  await insertAlert(run, { id, organizationId, rule, ...finding });
  const row = await lockAlert(run, id);
  if (row === null) throw new Error("an alert that was written is gone");
  await insertAlertChange(run, row, { kind: "opened" });
  await tellOfAlert(run, row, { kind: "opened" });
}

async function note(run: Runner, row: AlertRow, kind: AlertChangeKind, change: AlertUpdate): Promise<void> {
  const after = await updateAlert(run, row.id, { ...change, changes: row.changes + 1 });
  await insertAlertChange(run, after, { kind });
  await tellOfAlert(run, after, { kind });
}
