import type { Database } from "@/db/client";
import { rebuildUsageHour } from "@/db/queries/ledger/rebuild-usage-hour";

const HOUR_MS = 3_600_000;

/** Recomputes one hour of an organization's roll-ups from its records; what charts show of it is then exactly their sum. */
export function rebuildHour(sql: Database["sql"], organizationId: string, hour: Date): Promise<void> {
  return rebuildUsageHour(sql, { organizationId }, hour);
}

/** The same for every hour that the span touches, one transaction each. */
export async function rebuildHours(
  sql: Database["sql"],
  organizationId: string,
  span: { from: Date; to: Date },
): Promise<void> {
  const first = Math.floor(span.from.getTime() / HOUR_MS) * HOUR_MS;
  for (let hour = first; hour < span.to.getTime(); hour += HOUR_MS) {
    await rebuildHour(sql, organizationId, new Date(hour));
  }
}
