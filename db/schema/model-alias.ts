import { sql } from "drizzle-orm";
import { index, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { instant } from "./columns";
import { organization } from "./organization";
import { project } from "./team";

/**
 * Another name for a model: of one project, or of the whole organization. A project's own goes first. What it stands for is a model's
 * name (or one that a wildcard covers), never another alias, so there are no circles.
 */
export const modelAlias = pgTable(
  "model_alias",
  {
    id: text("id").primaryKey(),
    organizationId: text("organization_id")
      .notNull()
      .references(() => organization.id),
    /** Null: for every project. */
    projectId: text("project_id").references(() => project.id),
    name: text("name").notNull(),
    modelName: text("model_name").notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (table) => [
    uniqueIndex("model_alias_name").on(table.organizationId, sql`coalesce(${table.projectId}, '')`, table.name),
    index("model_alias_project").on(table.projectId),
  ],
);
