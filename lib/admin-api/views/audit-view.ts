import type { z } from "zod";
import type { AuditEventRow } from "@/db/queries/audit/list-audit-events";
import type { DestinationStanding } from "@/db/queries/audit-evidence/destinations";
import type { AuditEvent } from "../schemas/audit";
import type { destination } from "../schemas/audit-evidence";

/** An event as the API shows it. */
export function auditEventView(row: AuditEventRow): AuditEvent {
  return {
    seq: row.seq,
    at: row.at.toISOString(),
    occurredAt: row.occurredAt?.toISOString() ?? null,
    action: row.action,
    actor: {
      kind: row.actorKind,
      id: row.actorId,
      name: row.actorName,
      person: row.personId === null ? null : { id: row.personId, name: row.personName ?? row.personId },
    },
    target: { kind: row.targetKind, id: row.targetId, name: row.targetName },
    before: row.before,
    after: row.after,
    requestId: row.requestId,
    clientAddress: row.clientAddress,
    previousHash: Buffer.from(row.previousHash).toString("hex"),
    hash: Buffer.from(row.hash).toString("hex"),
  };
}

/** A destination as the API shows it: never its secret. */
export function destinationView(row: DestinationStanding): z.input<typeof destination> {
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    place: placeOf(row),
    createdAt: row.createdAt.toISOString(),
    lastDeliveredAt: row.lastDeliveredAt?.toISOString() ?? null,
    waiting: row.waiting,
    trouble: row.trouble,
  };
}

function placeOf({ kind, settings, organizationId }: DestinationStanding): string {
  switch (kind) {
    case "file":
      return `${organizationId}.jsonl`;
    case "webhook":
      return settings.url ?? "";
    case "object_store":
      return `${settings.endpoint}/${settings.bucket}/${settings.prefix ?? ""}`;
  }
}
