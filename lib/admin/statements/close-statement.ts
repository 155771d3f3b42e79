import { insertClosedMonth, listClosedMonths, lockStatements } from "@/db/queries/statements/closed-months";
import { personIdOf } from "@/lib/auth/actor";
import { AdminError } from "@/lib/errors/admin-error";
import { usdFromMicros } from "@/lib/money";
import type { Work } from "../context";
import { defineChange, inOrganization } from "../define-verb";
import { drawStatement, type Statement } from "./draw-statement";
import { type NamedStatement, nameLines } from "./name-lines";
import { nextMonth, openMonth } from "./open-month";

/**
 * Closes a month: its lines are kept as they are now and never change again. What becomes known of it later is charged in the next one.
 * Months without usage in between close with it.
 */
export const closeStatement = defineChange({
  name: "statements.close",
  permission: "statements:write",
  seenWith: "statements:read",
  policy: "not_enforced",
  locate: inOrganization,
  async change(work, _target, { month }: { month: string }) {
    const { run, organizationId } = work;
    await lockStatements(run, organizationId);
    const statement = await drawStatement(work, month);
    refuseUnclosable(statement);
    const closedBy = personIdOf(work.actor);
    for (const span of await emptyMonthsBefore(work, statement)) {
      await insertClosedMonth(run, organizationId, { span, closedBy, lines: [] });
    }
    await insertClosedMonth(run, organizationId, { span: statement, closedBy, lines: statement.lines });
    const total = statement.lines.reduce((sum, line) => sum + line.costMicros, 0n);
    return {
      result: (await nameLines(work, await drawStatement(work, month))) satisfies NamedStatement,
      audit: {
        targetKind: "statement",
        targetId: month.slice(0, 7),
        before: { status: "open" },
        after: { status: "closed", totalUsd: usdFromMicros(total), lines: statement.lines.length },
      },
    };
  },
});

/** Throws AdminError `conflict`, saying what comes first. */
function refuseUnclosable({ closed, complete, isNext }: Statement): void {
  if (closed !== null) throw new AdminError("conflict", "The month is closed already.");
  if (!complete) {
    throw new AdminError("conflict", "The month is not over, or not all of its calls have arrived. Close it later.");
  }
  if (!isNext) {
    throw new AdminError("conflict", "Months are closed in their order. Close the oldest open month first.");
  }
}

/** Between the last closed month and this one; nothing was used in them. */
async function emptyMonthsBefore(work: Work, { month, timeZone }: Statement) {
  const [last] = await listClosedMonths(work.run, work.organizationId, { limit: 1 });
  const spans = [];
  for (let at = last && nextMonth(last.month); at !== undefined && at < month; at = nextMonth(at)) {
    spans.push(await openMonth(work, at, timeZone));
  }
  return spans;
}
