import { eq } from "drizzle-orm";
import { organization } from "@/db/schema";
import type { Runner } from "../runner";

export type OrganizationRow = typeof organization.$inferSelect;

/** The organization itself; null when there is none. */
export async function findOrganization(run: Runner, organizationId: string): Promise<OrganizationRow | null> {
  const [row] = await run.select().from(organization).where(eq(organization.id, organizationId)).limit(1);
  return row ?? null;
}
