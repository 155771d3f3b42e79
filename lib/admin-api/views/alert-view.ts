import type { ShownAlert } from "@/db/queries/alerts/list-alerts";
import type { AlertWithChanges } from "@/lib/admin/alerts/locate-alert";
import type { ShownRule } from "@/lib/admin/alerts/show-rule";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/authorize";
import type { Alert, AlertDetail, AlertRule } from "../schemas/alerts";

/** An alert as the API shows it to `actor`. */
export function alertView(row: ShownAlert, actor: Actor): Alert {
  const { id, rule, severity, state, title, summary, facts, linkPath } = row;
  return {
    id,
    rule,
    severity,
    state,
    current: row.isCurrent,
    subject: { kind: row.subjectKind, id: row.subjectId, name: row.subjectName },
    team: namedOf(row.teamId, row.teamName),
    title,
    summary,
    facts,
    linkPath,
    openedAt: row.openedAt.toISOString(),
    seenAt: row.seenAt.toISOString(),
    acknowledgedAt: row.acknowledgedAt?.toISOString() ?? null,
    acknowledgedBy: namedOf(row.acknowledgedBy, row.acknowledgerName),
    resolvedAt: row.resolvedAt?.toISOString() ?? null,
    resolvedBy: namedOf(row.resolvedBy, row.resolverName),
    allowedActions: actionsOf(row, actor),
  };
}

export function alertDetailView(row: AlertWithChanges, actor: Actor): AlertDetail {
  const changes = row.history.map(({ number, at, kind, severity, summary, personId, personName, note }) => ({
    number,
    at: at.toISOString(),
    kind,
    severity,
    summary,
    person: namedOf(personId, personName),
    note,
  }));
  return { ...alertView(row, actor), changes };
}

export function alertRuleView(row: ShownRule, actor: Actor): AlertRule {
  const { rule, isEnabled: enabled, settings, defaults, claimedAt, current } = row;
  const maySet = may(actor, "alerts:configure", { kind: "organization" });
  const allowedActions = maySet ? (["update"] as const) : [];
  return {
    rule,
    enabled,
    settings,
    defaults,
    claimedAt: claimedAt?.toISOString() ?? null,
    current,
    allowedActions: [...allowedActions],
  };
}

function actionsOf({ teamId, state }: ShownAlert, actor: Actor): Alert["allowedActions"] {
  const scope = teamId === null ? ({ kind: "organization" } as const) : ({ kind: "team", teamId } as const);
  if (state === "resolved" || !may(actor, "alerts:handle", scope)) return [];
  return state === "open" ? ["acknowledge", "resolve"] : ["resolve"];
}

function namedOf(id: string | null, name: string | null) {
  return id === null ? null : { id, name: name ?? id };
}
