import { listProofs as listProofRows } from "@/db/queries/proof/list-proofs";
import { defineRead, inOrganization } from "../define-verb";
import { pageOf, readCursor } from "../keyset";

/** Runs, newest first. */
export const listProofs = defineRead({
  name: "proofs.list",
  permission: "proofs:read",
  locate: inOrganization,
  async read(work, _target, { cursor, limit }: { cursor: string | null; limit: number }) {
    const before = cursor === null ? null : (readCursor(cursor, 1)[0] ?? null);
    const rows = await listProofRows(work.run, work.organizationId, { before, limit });
    return pageOf(rows, limit, (row) => [row.id]);
  },
});
