import type { AlertFinding, AlertRow } from "@/db/queries/alerts/write-alert";

type Standing = Pick<AlertRow, "subjectKind" | "subjectId" | "state" | "level">;

/** What is to be done about one subject of a rule. */
export type PlannedChange<Row extends Standing> =
  /** It is wrong, and nobody knows yet. */
  | { kind: "begin"; finding: AlertFinding }
  /** It is worse than it was: told again, whoever knew of it. */
  | { kind: "escalate"; row: Row; finding: AlertFinding }
  /** It goes on. */
  | { kind: "refresh"; row: Row; finding: AlertFinding }
  /** It has ended by itself. */
  | { kind: "resolve"; row: Row }
  /** It has ended after a person resolved it. */
  | { kind: "forget"; row: Row };

/** What follows from what is wrong now, given the alerts whose condition had not ended. Pure. */
export function planChanges<Row extends Standing>(
  current: readonly Row[],
  findings: readonly AlertFinding[],
): PlannedChange<Row>[] {
  const rows = new Map(current.map((row) => [keyOf(row), row]));
  const found = new Map(findings.map((finding) => [keyOf(finding), finding]));
  const begun = [...found].map(([key, finding]): PlannedChange<Row> => {
    const row = rows.get(key);
    if (row === undefined) return { kind: "begin", finding };
    return { kind: finding.level > row.level ? "escalate" : "refresh", row, finding };
  });
  const ended = [...rows].flatMap(([key, row]): PlannedChange<Row>[] => {
    if (found.has(key)) return [];
    return [{ kind: row.state === "resolved" ? "forget" : "resolve", row }];
  });
  return [...begun, ...ended];
}

function keyOf({ subjectKind, subjectId }: Pick<Standing, "subjectKind" | "subjectId">): string {
  return `${subjectKind}:${subjectId}`;
}
