import { sql } from "drizzle-orm";
import { boolean, check, date, index, integer, jsonb, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { instant } from "./columns";
import { organization } from "./organization";
import { person } from "./person";

/** One cell of the matrix: a control tried through a route. `expected` and `seen` are what the caller meets, in words. */
export interface ProofCell {
  route: string;
  streamed: boolean;
  control: string;
  passed: boolean;
  expected: string;
  seen: string;
  requestIds: string[];
  durationMs: number;
}

/** One run of the proof of enforcement: real calls, what they met, signed with a key of this installation. */
export const enforcementProof = pgTable(
  "enforcement_proof",
  {
    id: text("id").primaryKey(),
    organizationId: text("organization_id")
      .notNull()
      .references(() => organization.id),
    /** When it was asked for; it begins as soon as a process claims it. */
    startedAt: instant("started_at").notNull().defaultNow(),
    finishedAt: instant("finished_at"),
    /** Null until a process runs it. */
    claimedAt: instant("claimed_at"),
    /** A run whose process says nothing for a while is over. */
    heartbeatAt: instant("heartbeat_at"),
    trigger: text("trigger", { enum: ["asked", "schedule"] })
      .notNull()
      .default("asked"),
    /** Cells the finished matrix will have; 0 until that is known. */
    planned: integer("planned").notNull().default(0),
    /** Null while it runs. */
    passed: boolean("passed"),
    /** Grows while it runs. */
    cells: jsonb("cells").$type<ProofCell[]>().notNull().default([]),
    /** Why there is no document, in one sentence: the run could not be carried out. */
    failure: text("failure"),
    /** The dated document that is signed (lib/proof/document); null until it is finished. */
    document: jsonb("document").$type<Record<string, unknown>>(),
    /** Ed25519 over the canonical JSON of the document, base64url, and the public key it verifies with. */
    signature: text("signature"),
    publicKey: text("public_key"),
    requestedBy: text("requested_by").references(() => person.id),
  },
  (table) => [
    index("enforcement_proof_time").on(table.organizationId, table.startedAt.desc()),
    uniqueIndex("enforcement_proof_one_at_a_time").on(table.organizationId).where(sql`${table.finishedAt} is null`),
    check("enforcement_proof_trigger_known", sql`${table.trigger} in ('asked','schedule')`),
  ],
);

/** When the proof runs by itself: once a day at this minute of the organization's day. No row: never. */
export const enforcementProofSchedule = pgTable(
  "enforcement_proof_schedule",
  {
    organizationId: text("organization_id")
      .primaryKey()
      .references(() => organization.id),
    minuteOfDay: integer("minute_of_day").notNull(),
    /** The local day it last came due, so that one process queues it once. */
    lastDueOn: date("last_due_on", { mode: "string" }),
  },
  (table) => [check("enforcement_proof_minute_known", sql`${table.minuteOfDay} between 0 and 1439`)],
);
