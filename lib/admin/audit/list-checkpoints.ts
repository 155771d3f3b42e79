import { type CheckpointStanding, listCheckpoints as listRows } from "@/db/queries/audit-evidence/checkpoints";
import { defineRead, inOrganization } from "../define-verb";
import { type Page, pageOf, readCursor } from "../keyset";

/** Checkpoints of the audit log, newest first. */
export const listCheckpoints = defineRead({
  name: "audit.list_checkpoints",
  permission: "audit:read",
  locate: inOrganization,
  async read(work, _target, input: { cursor: string | null; limit: number }): Promise<Page<CheckpointStanding>> {
    const before = input.cursor === null ? null : (readCursor(input.cursor, 1)[0] ?? null);
    const rows = await listRows(work.run, work.organizationId, { before, limit: input.limit });
    return pageOf(rows, input.limit, (row) => [row.id]);
  },
});
