import type { SplitRuleRow } from "@/db/queries/statements/split-rules";
import type { StatementLine } from "@/lib/admin/statements/draw-statement";
import type { StatementMonth } from "@/lib/admin/statements/list-statements";
import type { NamedStatement } from "@/lib/admin/statements/name-lines";
import type { Actor } from "@/lib/auth/actor";
import { usdFromMicros } from "@/lib/money";
import type { Named } from "../schemas/fields";
import type {
  CostCentreTotal,
  CostSplitRule,
  StatementLineView,
  StatementMonthView,
  StatementView,
} from "../schemas/statements";
import { allowedActions } from "./allowed-actions";

/** `2026-11` of the first day of a month. */
export const monthName = (month: string) => month.slice(0, 7);

/** A month in the list. */
export function statementMonthView({ month, totalMicros, closedAt, closedBy }: StatementMonth): StatementMonthView {
  return {
    month: monthName(month),
    status: closedAt === null ? "open" : "closed",
    totalUsd: usdFromMicros(totalMicros),
    closedAt: closedAt?.toISOString() ?? null,
    closedBy,
  };
}

/** A month with what every cost centre is charged and the lines that make it. */
export function statementView(named: NamedStatement, actor: Actor): StatementView {
  const { month, from, to, timeZone, closed, complete, isNext, lines } = named.statement;
  const closable = closed === null && complete && isNext;
  return {
    month: monthName(month),
    status: closed === null ? "open" : "closed",
    from: from.toISOString(),
    to: to.toISOString(),
    timeZone,
    complete,
    closable,
    closedAt: closed?.closedAt.toISOString() ?? null,
    closedBy: closed?.closedBy ?? null,
    totalUsd: usdFromMicros(sumOf(lines)),
    costCentres: totalsByCentre(lines),
    lines: lines.map((line) => lineView(line, named.names)),
    allowedActions: closable ? allowedActions(actor, { kind: "organization" }, [["close", "statements:write"]]) : [],
  };
}

/** A rule as the API shows it. */
export function costSplitRuleView({ id, sourceCostCentre, method, shares, createdAt }: SplitRuleRow): CostSplitRule {
  return { id, sourceCostCentre, method, shares, createdAt: createdAt.toISOString() };
}

function sumOf(lines: readonly Pick<StatementLine, "costMicros">[]): bigint {
  return lines.reduce((sum, line) => sum + line.costMicros, 0n);
}

function totalsByCentre(lines: readonly StatementLine[]): CostCentreTotal[] {
  const centres = [...Map.groupBy(lines, (line) => line.costCentre)].map(([costCentre, own]) => ({
    costCentre,
    own,
    total: sumOf(own),
  }));
  centres.sort((a, b) => (a.total === b.total ? a.costCentre.localeCompare(b.costCentre) : a.total > b.total ? -1 : 1));
  return centres.map(({ costCentre, own, total }) => {
    const of = (kind: StatementLine["kind"]) => usdFromMicros(sumOf(own.filter((line) => line.kind === kind)));
    return {
      costCentre,
      usageUsd: of("usage"),
      correctionsUsd: of("correction"),
      sharedUsd: of("share"),
      totalUsd: usdFromMicros(total),
      requests: own.reduce((sum, line) => sum + line.requests, 0),
      tokens: own.reduce((sum, line) => sum + line.tokens, 0),
    };
  });
}

function lineView(line: StatementLine, names: ReadonlyMap<string, string>): StatementLineView {
  const named = (id: string): Named | null => (id === "" ? null : { id, name: names.get(id) ?? id });
  return {
    kind: line.kind,
    aboutMonth: monthName(line.aboutMonth),
    costCentre: line.costCentre,
    team: named(line.teamId),
    project: named(line.projectId),
    model: line.modelName || null,
    provider: named(line.providerId),
    counterpart: line.kind === "share" ? line.counterpart : null,
    costUsd: usdFromMicros(line.costMicros),
    requests: line.requests,
    tokens: line.tokens,
  };
}
