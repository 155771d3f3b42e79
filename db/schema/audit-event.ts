import { bigint, index, jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { bytes, instant } from "./columns";
import { organization } from "./organization";

/** A change, or a sensitive read, by a person or a token. Append-only by trigger, hash-chained per organization. */
export const auditEvent = pgTable(
  "audit_event",
  {
    organizationId: text("organization_id")
      .notNull()
      .references(() => organization.id),
    seq: bigint("seq", { mode: "number" }).notNull(),
    at: instant("at").notNull().defaultNow(),
    actorKind: text("actor_kind", { enum: ["person", "api_token", "system"] }).notNull(),
    actorId: text("actor_id").notNull(),
    action: text("action").notNull(),
    targetKind: text("target_kind").notNull(),
    targetId: text("target_id").notNull(),
    before: jsonb("before").$type<Record<string, unknown> | null>(),
    after: jsonb("after").$type<Record<string, unknown> | null>(),
    requestId: text("request_id"),
    clientAddress: text("client_address"),
    previousHash: bytes("previous_hash").notNull(),
    hash: bytes("hash").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.seq] }),
    index("audit_event_target").on(table.targetKind, table.targetId),
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
