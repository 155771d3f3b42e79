import { z } from "zod";
import { instant, named } from "./fields";
import { pageOf, pageQuery, search } from "./page";

const diff = z.record(z.string(), z.unknown()).nullable();

export const AUDIT_ACTOR_KINDS = ["person", "api_token", "scim_token", "system", "break_glass"] as const;
const actorKind = z.enum(AUDIT_ACTOR_KINDS);

export const auditEvent = z
  .object({
    seq: z.int().meta({ example: 4711 }),
    at: instant,
    occurredAt: instant.nullable().meta({ description: "When it happened, if it could only be written later." }),
    action: z.string().meta({ example: "keys.create" }),
    actor: z.object({
      kind: actorKind,
      id: z.string(),
      name: z.string().meta({ description: "The id when the actor is gone.", example: "Ada Lovelace" }),
      person: named.nullable().meta({ description: "Behind an API token." }),
    }),
    target: z.object({ kind: z.string().meta({ example: "key" }), id: z.string(), name: z.string() }),
    before: diff,
    after: diff,
    requestId: z.string().nullable(),
    clientAddress: z.string().nullable(),
    previousHash: z.string(),
    hash: z.string().meta({ description: "SHA-256 of the hash before, the place and what this row says, hex." }),
  })
  .meta({ id: "AuditEvent" });

const auditFilter = z.object({
  actorId: z.string().max(60).optional().meta({ description: "A person's events include those of their API tokens." }),
  actorKind: actorKind.optional(),
  action: z
    .string()
    .max(80)
    .optional()
    .meta({ description: "Exact, or everything that starts with it when it ends in `.`.", example: "keys." }),
  targetKind: z.string().max(40).optional(),
  targetId: z.string().max(60).optional(),
  from: instant.optional(),
  to: instant.optional(),
  q: search.optional().meta({ description: "Anywhere in names, ids, address, before and after." }),
});

export const listAuditQuery = pageQuery.extend(auditFilter.shape);
export const exportAuditQuery = auditFilter.extend({ format: z.enum(["csv", "jsonl"]).default("jsonl") });
export const auditPage = pageOf(auditEvent, "AuditPage");
export const auditEventParams = z.object({ seq: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER) });

export const auditFacets = z
  .object({
    actions: z.array(z.string()),
    actors: z.array(z.object({ kind: actorKind, id: z.string(), name: z.string() })),
  })
  .meta({ id: "AuditFacets" });

/** What re-computing the chain from its first row found. */
export const auditVerification = z
  .object({
    intact: z.boolean(),
    checked: z.int(),
    /** The first row that is not what was written, or where one is missing. */
    firstBadSeq: z.int().nullable(),
    problem: z.enum(["missing_or_moved", "changed", "not_as_checkpointed", "end_cut_off"]).nullable(),
    headSeq: z.int(),
    headHash: z.string(),
    checkpoints: z.int().meta({ description: "Signed checkpoints that the chain agrees with." }),
    forgedCheckpoints: z.int().meta({ description: "Stored checkpoints that this installation did not sign so." }),
  })
  .meta({ id: "AuditVerification" });

export type AuditEvent = z.output<typeof auditEvent>;
export type AuditFacets = z.output<typeof auditFacets>;
export type AuditFilterQuery = z.input<typeof auditFilter>;
export type ListAuditQuery = z.input<typeof listAuditQuery>;
export type AuditVerification = z.output<typeof auditVerification>;
