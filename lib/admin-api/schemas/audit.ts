import { z } from "zod";
import { instant } from "./fields";
import { pageOf, pageQuery } from "./page";

const diff = z.record(z.string(), z.unknown()).nullable();

export const auditEvent = z
  .object({
    seq: z.int().meta({ example: 4711 }),
    at: instant,
    action: z.string().meta({ example: "keys.create" }),
    actor: z.object({
      kind: z.enum(["person", "api_token", "system"]),
      id: z.string(),
      name: z.string().meta({ description: "The id when the actor is gone.", example: "Ada Lovelace" }),
    }),
    target: z.object({ kind: z.string().meta({ example: "key" }), id: z.string(), name: z.string() }),
    before: diff,
    after: diff,
    requestId: z.string().nullable(),
    clientAddress: z.string().nullable(),
    hash: z.string().meta({ description: "SHA-256 of the hash before and this row, hex." }),
  })
  .meta({ id: "AuditEvent" });

export const listAuditQuery = pageQuery.extend({
  actorId: z.string().max(60).optional(),
  action: z
    .string()
    .max(80)
    .optional()
    .meta({ description: "Exact, or everything that starts with it when it ends in `.`.", example: "keys." }),
  targetKind: z.string().max(40).optional(),
  targetId: z.string().max(60).optional(),
  from: instant.optional(),
  to: instant.optional(),
});
export const auditPage = pageOf(auditEvent, "AuditPage");

/** What re-computing the chain from its first row found. */
export const auditVerification = z
  .object({
    intact: z.boolean(),
    checked: z.int(),
    /** The first row that is not what was written, or where one is missing. */
    firstBadSeq: z.int().nullable(),
    headSeq: z.int(),
    headHash: z.string(),
  })
  .meta({ id: "AuditVerification" });

export type AuditEvent = z.output<typeof auditEvent>;
export type ListAuditQuery = z.input<typeof listAuditQuery>;
export type AuditVerification = z.output<typeof auditVerification>;
