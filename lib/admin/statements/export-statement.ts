import { defineSensitiveRead, inOrganization } from "../define-verb";
import { drawStatement } from "./draw-statement";
import { type NamedStatement, nameLines } from "./name-lines";

/** The statement to be written as a file; that it was taken is in the audit log. */
export const exportStatement = defineSensitiveRead({
  name: "statements.export",
  permission: "statements:read",
  locate: inOrganization,
  read: async (work, _target, { month }: { month: string; format: "csv" | "focus" }): Promise<NamedStatement> =>
    nameLines(work, await drawStatement(work, month)),
  note: (_target, { month, format }) => ({
    targetKind: "statement",
    targetId: month.slice(0, 7),
    before: null,
    after: { format },
  }),
});
