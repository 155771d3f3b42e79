import { sql } from "drizzle-orm";
import { bigint, check, index, integer, jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { bytes, instant } from "./columns";
import { organization } from "./organization";
import type { SealedSecret } from "./provider";

/** Where the chain stood at a moment, signed: with one kept elsewhere, a chain whose end was cut off is told from a short one. Append-only by trigger. */
export const auditCheckpoint = pgTable(
  "audit_checkpoint",
  {
    id: text("id").primaryKey(),
    organizationId: text("organization_id")
      .notNull()
      .references(() => organization.id),
    seq: bigint("seq", { mode: "number" }).notNull(),
    hash: bytes("hash").notNull(),
    takenAt: instant("taken_at").notNull(),
    /** What is signed (lib/audit/document). */
    document: jsonb("document").$type<Record<string, unknown>>().notNull(),
    /** Ed25519 over the canonical JSON of the document, base64url, and the public key it verifies with. */
    signature: text("signature").notNull(),
    publicKey: text("public_key").notNull(),
  },
  (table) => [index("audit_checkpoint_seq").on(table.organizationId, table.seq)],
);

export type AuditDestinationKind = "file" | "webhook" | "object_store";

/** Where checkpoints go: a file beside the data, a webhook, or an object store. */
export const auditDestination = pgTable(
  "audit_destination",
  {
    id: text("id").primaryKey(),
    organizationId: text("organization_id")
      .notNull()
      .references(() => organization.id),
    kind: text("kind", { enum: ["file", "webhook", "object_store"] }).notNull(),
    name: text("name").notNull(),
    /** Nothing secret: address, region, bucket, prefix, access key id. */
    settings: jsonb("settings").$type<Record<string, string>>().notNull(),
    /** The webhook's signing secret or the store's secret key, bound to the origin it may be used for. */
    sealed: jsonb("sealed").$type<SealedSecret>(),
    allowedOrigin: text("allowed_origin"),
    createdAt: instant("created_at").notNull().defaultNow(),
    removedAt: instant("removed_at"),
  },
  (table) => [
    index("audit_destination_organization").on(table.organizationId),
    check("audit_destination_kind_known", sql`${table.kind} in ('file','webhook','object_store')`),
  ],
);

/** One checkpoint on its way to one destination: tried again, later and later, until it is there. */
export const auditDelivery = pgTable(
  "audit_delivery",
  {
    checkpointId: text("checkpoint_id")
      .notNull()
      .references(() => auditCheckpoint.id),
    destinationId: text("destination_id")
      .notNull()
      .references(() => auditDestination.id),
    attempts: integer("attempts").notNull().default(0),
    /** Null once it is there. */
    nextAt: instant("next_at").defaultNow(),
    deliveredAt: instant("delivered_at"),
    /** Why the last try failed, in a sentence. */
    trouble: text("trouble"),
  },
  (table) => [
    primaryKey({ columns: [table.checkpointId, table.destinationId] }),
    index("audit_delivery_due").on(table.nextAt).where(sql`${table.nextAt} is not null`),
  ],
);

/** How often checkpoints are taken by themselves. No row: never. */
export const auditCheckpointSchedule = pgTable(
  "audit_checkpoint_schedule",
  {
    organizationId: text("organization_id")
      .primaryKey()
      .references(() => organization.id),
    everyMinutes: integer("every_minutes").notNull(),
    /** When one was last taken or found needless, so that one process of several takes it. */
    lastTakenAt: instant("last_taken_at"),
  },
  (table) => [check("audit_checkpoint_every_known", sql`${table.everyMinutes} between 5 and 10080`)],
);
