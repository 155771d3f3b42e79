import { sql } from "drizzle-orm";
import { bigint, check, index, jsonb, pgTable, primaryKey, smallint, text } from "drizzle-orm/pg-core";
import { bytes, instant } from "./columns";
import { organization } from "./organization";

/** Who can stand in the audit log. A break-glass administrator is named as one, whoever it is. */
export const AUDIT_ACTOR_KINDS = ["person", "api_token", "scim_token", "system", "break_glass"] as const;

/**
 * A change, or a sensitive read, by a person or a token. Append-only by trigger, hash-chained per organization. The database gives
 * `seq`, `at`, `previousHash` and `hash` itself, whatever an insert says (drizzle/0017).
 */
export const auditEvent = pgTable(
  "audit_event",
  {
    organizationId: text("organization_id")
      .notNull()
      .references(() => organization.id),
    seq: bigint("seq", { mode: "number" }).notNull(),
    at: instant("at").notNull().defaultNow(),
    /** How its hash is made: 1 was made before 0017, and is only verified any more. */
    version: smallint("version").notNull().default(2),
    actorKind: text("actor_kind", { enum: AUDIT_ACTOR_KINDS }).notNull(),
    /** The person's, the token's, or the name of a part of Gatehouse. */
    actorId: text("actor_id").notNull(),
    /** The person behind an API token. */
    personId: text("person_id"),
    action: text("action").notNull(),
    targetKind: text("target_kind").notNull(),
    targetId: text("target_id").notNull(),
    before: jsonb("before").$type<Record<string, unknown> | null>(),
    after: jsonb("after").$type<Record<string, unknown> | null>(),
    requestId: text("request_id"),
    clientAddress: text("client_address"),
    /** When it happened, if it could only be written later. */
    occurredAt: instant("occurred_at"),
    /** SHA-256 of what the row says; null in version 1. */
    contentHash: bytes("content_hash"),
    previousHash: bytes("previous_hash").notNull(),
    hash: bytes("hash").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.seq] }),
    index("audit_event_target").on(table.targetKind, table.targetId),
    index("audit_event_actor").on(table.organizationId, table.actorId, table.seq),
    index("audit_event_person").on(table.organizationId, table.personId, table.seq),
    index("audit_event_action").on(table.organizationId, table.action, table.seq),
    index("audit_event_time").on(table.organizationId, table.at),
    check("audit_event_version_known", sql`${table.version} in (1, 2)`),
    check("audit_event_content_hashed", sql`${table.version} = 1 or ${table.contentHash} is not null`),
  ],
);

/**
 * A refusal that came again before its window ended: how often, and about whom. The first one is in the audit log; the rest stand here until the
 * window is over and one event tells of them all.
 */
export const repeatedRefusal = pgTable(
  "repeated_refusal",
  {
    organizationId: text("organization_id")
      .notNull()
      .references(() => organization.id),
    action: text("action").notNull(),
    reason: text("reason").notNull(),
    /** What tells it from others of the same kind, such as the address it came from; `*` for all above the most that are told apart. */
    toldBy: text("told_by").notNull(),
    actorKind: text("actor_kind", { enum: AUDIT_ACTOR_KINDS }).notNull(),
    actorId: text("actor_id").notNull(),
    targetKind: text("target_kind").notNull(),
    /** The first few that it was about. */
    targetIds: text("target_ids").array().notNull(),
    clientAddress: text("client_address"),
    startedAt: instant("started_at").notNull().defaultNow(),
    endsAt: instant("ends_at").notNull(),
    lastAt: instant("last_at").notNull().defaultNow(),
    /** Those after the first. */
    repeats: bigint("repeats", { mode: "number" }).notNull().default(0),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.action, table.reason, table.toldBy] }),
    index("repeated_refusal_end").on(table.endsAt),
  ],
);

/** The stored answer to a mutation that carried an `Idempotency-Key`, replayed for the same request, refused for another. */
export const idempotentAnswer = pgTable(
  "idempotent_answer",
  {
    actorId: text("actor_id").notNull(),
    key: text("key").notNull(),
    requestHash: bytes("request_hash").notNull(),
    status: bigint("status", { mode: "number" }),
    body: jsonb("body").$type<unknown>(),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.actorId, table.key] })],
);
