import { and, gt, isNull, type SQL, sql } from "drizzle-orm";
import { session } from "@/db/schema";

/**
 * Whether a session still stands, in a query that joins `session` and `person`: not ended, not past its end, not idle for too long, and not older
 * than its person's role may be signed in for. The limits are read now, so a change of them, or of the role, holds at once.
 */
export function aliveSession(): SQL | undefined {
  return and(
    isNull(session.revokedAt),
    gt(session.expiresAt, sql`now()`),
    sql`${session.lastSeenAt} > now() - make_interval(mins => ${limit("idle_minutes", 480)})`,
    sql`${session.createdAt} > now() - make_interval(hours => case when "person"."role" = 'member'
      then ${limit("member_hours", 168)} else ${limit("admin_hours", 12)} end)`,
  );
}

function limit(column: "idle_minutes" | "member_hours" | "admin_hours", fallback: number): SQL {
  return sql`coalesce((select l.${sql.identifier(column)} from sign_in_settings l
    where l.organization_id = "person"."organization_id"), ${sql.raw(String(fallback))})`;
}
