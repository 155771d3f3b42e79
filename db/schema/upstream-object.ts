import { index, pgTable, text } from "drizzle-orm/pg-core";
import { instant } from "./columns";
import { organization } from "./organization";

/**
 * Whose is what an upstream keeps for a call (a response, one of its items), and at which deployment. No references but the
 * organization: an object outlives the deployment, and asking for it is then a 404. Never its content.
 */
export const upstreamObject = pgTable(
  "upstream_object",
  {
    /** The upstream's own id. */
    id: text("id").primaryKey(),
    organizationId: text("organization_id")
      .notNull()
      .references(() => organization.id),
    projectId: text("project_id").notNull(),
    modelId: text("model_id").notNull(),
    deploymentId: text("deployment_id").notNull(),
    providerId: text("provider_id").notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
    expiresAt: instant("expires_at").notNull(),
  },
  (table) => [index("upstream_object_expires").on(table.expiresAt)],
);
