import { defineRead, inOrganization } from "../define-verb";
import { drawStatement } from "./draw-statement";
import { type NamedStatement, nameLines } from "./name-lines";

/** One month's statement with its lines: what was charged, or what would be if it were closed now. */
export const getStatement = defineRead({
  name: "statements.get",
  permission: "statements:read",
  locate: inOrganization,
  read: async (work, _target, { month }: { month: string }): Promise<NamedStatement> =>
    nameLines(work, await drawStatement(work, month)),
});
