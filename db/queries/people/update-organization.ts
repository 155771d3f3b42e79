import { eq, sql } from "drizzle-orm";
import { organization } from "@/db/schema";
import type { Runner } from "../runner";

/** Whether Postgres knows a time zone by this name. */
export async function isTimeZone(run: Runner, name: string): Promise<boolean> {
  const rows = await run.execute(sql`select from pg_timezone_names where name = ${name}`);
  return rows.length > 0;
}

/** Writes name and time zone; what was used in windows that run is carried into those of the new zone. */
export async function updateOrganizationRow(
  run: Runner,
  organizationId: string,
  settings: { name: string; timeZone: string },
): Promise<void> {
  await run.execute(sql`select quota_carry_over(${organizationId}, ${settings.timeZone})`);
  await run.update(organization).set(settings).where(eq(organization.id, organizationId));
}

/** How many days before things end it is told. */
export async function updateExpiryNoticeDays(run: Runner, organizationId: string, days: number[]): Promise<void> {
  await run.update(organization).set({ expiryNoticeDays: days }).where(eq(organization.id, organizationId));
}
