import {
  findRequestExport,
  type RequestExportRow,
  readExportParts,
} from "@/db/queries/request-exports/request-exports";
import { personIdOf } from "@/lib/auth/actor";
import { may, type Scope } from "@/lib/auth/authorize";
import { AdminError } from "@/lib/errors/admin-error";
import type { Work } from "../context";
import { defineSensitiveRead, type Located } from "../define-verb";

interface ExportFile {
  row: RequestExportRow;
  parts: AsyncIterable<string>;
}

/** The file of an export of one's own; that it was fetched is in the audit log. Throws `conflict` while it is not done. */
export const downloadExport = defineSensitiveRead({
  name: "requests.download_export",
  permission: "requests:export",
  kind: "export",
  locate: locateOwn,
  async read(work, row: RequestExportRow, _input: { exportId: string }): Promise<ExportFile> {
    if (row.state !== "done")
      throw new AdminError("conflict", "This export is not done. Wait until its state is done.");
    return { row, parts: readExportParts(work.database.orm, row.id) };
  },
  note: ({ id, format, rows }) => ({
    targetKind: "request_export",
    targetId: id,
    before: null,
    after: { format, rows },
  }),
});

async function locateOwn(work: Work, input: { exportId: string }): Promise<Located<RequestExportRow> | null> {
  const row = await findRequestExport(work.run, work.organizationId, input.exportId);
  if (row === null || row.personId !== personIdOf(work.actor)) return null;
  if (row.expiresAt !== null && row.expiresAt < work.now()) return null;
  refuseBeyondRights(work, row);
  return { target: row, scope: { kind: "anywhere" } };
}

/** A file shows what its reader could export when they asked: it is theirs for as long as they still could. Throws AdminError `forbidden`. */
function refuseBeyondRights({ actor }: Work, { teamIds }: RequestExportRow): void {
  const scopes: Scope[] =
    teamIds === null ? [{ kind: "organization" }] : teamIds.map((teamId) => ({ kind: "team", teamId }));
  if (scopes.every((scope) => may(actor, "requests:export", scope))) return;
  throw new AdminError("forbidden", "This file holds calls that you may not export any more. Ask for another one.");
}
