import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  customType,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { bytes, instant } from "./columns";
import { organization } from "./organization";
import { person } from "./person";

const tsvector = customType<{ data: string }>({ dataType: () => "tsvector" });

/**
 * What was asked and answered, where the project's privacy tier keeps it. Beside the record and never in it: it goes earlier, and the
 * record stays when it is gone. Partitioned by day as records are (the migration says how), with a full-text index per partition.
 */
export const requestText = pgTable(
  "request_text",
  {
    id: text("id").notNull(),
    startedAt: instant("started_at").notNull(),
    organizationId: text("organization_id").notNull(),
    teamId: text("team_id").notNull(),
    projectId: text("project_id").notNull(),
    endUser: text("end_user"),
    /** The caller's body as it came, long base64 left out; JSON unless it was cut. */
    prompt: text("prompt").notNull(),
    /** The answer's JSON or text; of a stream the message it made. Null: there was none. */
    answer: text("answer"),
    /** What the caller sent and got, in bytes. */
    promptBytes: integer("prompt_bytes").notNull(),
    answerBytes: integer("answer_bytes").notNull(),
    /** More was said than is kept. */
    isCut: boolean("is_cut").notNull(),
    words: tsvector("words").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.id, table.startedAt] }),
    index("request_text_words").using("gin", table.words),
    index("request_text_time").on(table.organizationId, table.startedAt.desc(), table.id.desc()),
    index("request_text_project").on(table.projectId, table.startedAt),
    index("request_text_end_user").on(table.organizationId, table.endUser).where(sql`${table.endUser} is not null`),
  ],
);

/** A view of the requests page: its address's query under a name, for whoever saved it or for everybody. */
export const requestView = pgTable(
  "request_view",
  {
    id: text("id").primaryKey(),
    organizationId: text("organization_id")
      .notNull()
      .references(() => organization.id),
    personId: text("person_id")
      .notNull()
      .references(() => person.id),
    name: text("name").notNull(),
    /** What follows `?` in the page's address. */
    query: text("query").notNull(),
    shared: boolean("shared").notNull().default(false),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (table) => [uniqueIndex("request_view_name").on(table.personId, sql`lower(${table.name})`)],
);

/** A file of records in the making, or made. Whoever asked gets what they could see when they asked. */
export const requestExport = pgTable(
  "request_export",
  {
    id: text("id").primaryKey(),
    organizationId: text("organization_id")
      .notNull()
      .references(() => organization.id),
    personId: text("person_id").references(() => person.id),
    format: text("format", { enum: ["csv", "jsonl"] }).notNull(),
    /** The filter as the list of requests takes it. */
    filter: jsonb("filter").$type<Record<string, string>>().notNull(),
    /** Teams it may show; null is all. */
    teamIds: text("team_ids").array(),
    state: text("state", { enum: ["waiting", "running", "done", "failed"] })
      .notNull()
      .default("waiting"),
    rows: integer("rows").notNull().default(0),
    bytes: integer("bytes").notNull().default(0),
    /** It reached the most rows a file may have; narrower filters give the rest. */
    isCut: boolean("is_cut").notNull().default(false),
    /** How far it has got through the span, 0 to 100. */
    percent: integer("percent").notNull().default(0),
    /** A run whose process says nothing for a while begins again. */
    heartbeatAt: instant("heartbeat_at"),
    failure: text("failure"),
    createdAt: instant("created_at").notNull().defaultNow(),
    finishedAt: instant("finished_at"),
    /** Nobody gets it afterwards, and it is deleted. */
    expiresAt: instant("expires_at"),
  },
  (table) => [
    index("request_export_person").on(table.organizationId, table.personId, table.createdAt.desc()),
    check("request_export_state_known", sql`${table.state} in ('waiting','running','done','failed')`),
  ],
);

/** A file of records, in pieces of whole lines. */
export const requestExportPart = pgTable(
  "request_export_part",
  {
    exportId: text("export_id")
      .notNull()
      .references(() => requestExport.id, { onDelete: "cascade" }),
    place: integer("place").notNull(),
    content: bytes("content").notNull(),
  },
  (table) => [primaryKey({ columns: [table.exportId, table.place] })],
);

/** What was erased of one end user, and the signed statement of it. The end user is known by a digest only. */
export const requestErasure = pgTable(
  "request_erasure",
  {
    id: text("id").primaryKey(),
    organizationId: text("organization_id")
      .notNull()
      .references(() => organization.id),
    erasedAt: instant("erased_at").notNull().defaultNow(),
    erasedBy: text("erased_by").notNull(),
    subjectDigest: text("subject_digest").notNull(),
    document: jsonb("document").$type<Record<string, unknown>>().notNull(),
  },
  (table) => [index("request_erasure_time").on(table.organizationId, table.erasedAt.desc())],
);
