import { and, eq, type SQL, sql } from "drizzle-orm";
import { quota, quotaShadow } from "@/db/schema";
import type { Runner } from "../runner";

/** Calls a quota in shadow was asked about, and those it would have refused. */
export interface ShadowCount {
  asked: number;
  refused: number;
}

/** The last 24 hours, 7 days and 30 days; the hour that was running at their begin counts whole. */
export interface ShadowCounts {
  day: ShadowCount;
  week: ShadowCount;
  month: ShadowCount;
}

/** What one quota would have done in shadow; zeros when it never was. */
export async function sumShadow(run: Runner, organizationId: string, quotaId: string): Promise<ShadowCounts> {
  const [row] = await run
    .select({
      dayAsked: within("asked", "24 hours"),
      dayRefused: within("refused", "24 hours"),
      weekAsked: within("asked", "7 days"),
      weekRefused: within("refused", "7 days"),
      monthAsked: within("asked", "30 days"),
      monthRefused: within("refused", "30 days"),
    })
    .from(quotaShadow)
    .innerJoin(quota, eq(quota.id, quotaShadow.quotaId))
    .where(and(eq(quota.organizationId, organizationId), eq(quotaShadow.quotaId, quotaId)));
  return {
    day: { asked: row?.dayAsked ?? 0, refused: row?.dayRefused ?? 0 },
    week: { asked: row?.weekAsked ?? 0, refused: row?.weekRefused ?? 0 },
    month: { asked: row?.monthAsked ?? 0, refused: row?.monthRefused ?? 0 },
  };
}

function within(column: "asked" | "refused", span: "24 hours" | "7 days" | "30 days"): SQL<number> {
  const counted = quotaShadow[column];
  return sql<number>`coalesce(sum(${counted}) filter
    (where ${quotaShadow.hour} > now() - interval '1 hour' - ${span}::interval), 0)`.mapWith(Number);
}
