import { index, jsonb, pgTable, text } from "drizzle-orm/pg-core";
import { instant } from "./columns";
import { organization } from "./organization";
import { person } from "./person";
import { project } from "./team";

/** A conversation of the playground that its author shared with everybody who sees the project. */
export const playgroundShare = pgTable(
  "playground_share",
  {
    id: text("id").primaryKey(),
    organizationId: text("organization_id")
      .notNull()
      .references(() => organization.id),
    projectId: text("project_id")
      .notNull()
      .references(() => project.id),
    title: text("title").notNull(),
    /** Prompts, answers, tools and parameters, as lib/admin-api/schemas/playground.ts has them. */
    content: jsonb("content").$type<unknown>().notNull(),
    createdBy: text("created_by")
      .notNull()
      .references(() => person.id),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (table) => [
    index("playground_share_project").on(table.projectId),
    index("playground_share_organization").on(table.organizationId, table.createdAt.desc()),
  ],
);
