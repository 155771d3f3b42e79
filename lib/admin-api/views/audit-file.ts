import { exportEvent } from "@/db/queries/audit/exported-event";
import type { AuditEventRow } from "@/db/queries/audit/list-audit-events";
import { csvRow } from "../csv-row";
import { FileAnswer } from "../file-answer";

type Format = "csv" | "jsonl";

export const AUDIT_FILE_TYPES: Record<Format, string> = {
  csv: "text/csv; charset=utf-8",
  jsonl: "application/x-ndjson; charset=utf-8",
};

/** The export as a file. JSON lines hold everything a hash covers, so that `npm run audit:verify` needs nothing else. */
export function auditFile(batches: AsyncIterable<AuditEventRow[]>, format: Format, day: string): FileAnswer {
  return new FileAnswer({
    contentType: AUDIT_FILE_TYPES[format],
    fileName: `audit-${day}.${format}`,
    chunks: format === "csv" ? csvChunks(batches) : jsonChunks(batches),
  });
}

async function* jsonChunks(batches: AsyncIterable<AuditEventRow[]>): AsyncGenerator<string> {
  for await (const rows of batches) yield rows.map((row) => `${JSON.stringify(exportEvent(row))}\n`).join("");
}

const HEAD = [
  "seq",
  "at",
  "occurred_at",
  "actor_kind",
  "actor_id",
  "actor_name",
  "person_id",
  "action",
  "target_kind",
  "target_id",
  "target_name",
  "request_id",
  "client_address",
  "before",
  "after",
  "hash",
] as const;

async function* csvChunks(batches: AsyncIterable<AuditEventRow[]>): AsyncGenerator<string> {
  yield csvRow(HEAD);
  for await (const rows of batches) yield rows.map(csvLine).join("");
}

function csvLine(row: AuditEventRow): string {
  const event = exportEvent(row);
  return csvRow([
    event.seq,
    event.at,
    event.occurredAt,
    event.actorKind,
    event.actorId,
    row.actorName,
    event.personId,
    event.action,
    event.targetKind,
    event.targetId,
    row.targetName,
    event.requestId,
    event.clientAddress,
    event.before === null ? null : JSON.stringify(event.before),
    event.after === null ? null : JSON.stringify(event.after),
    event.hash,
  ]);
}
