import { and, eq, gt, isNull, or, sql } from "drizzle-orm";
import { apiToken, person, session } from "@/db/schema";
import type { Runner } from "../runner";
import { aliveSession } from "./alive-session";

/** A person who may act now, with the teams (not archived) they belong to. */
export interface ActingPerson {
  personId: string;
  organizationId: string;
  name: string;
  email: string;
  role: "owner" | "admin" | "auditor" | "member";
  teams: Record<string, "lead" | "member">;
}

const PERSON = {
  personId: person.id,
  organizationId: person.organizationId,
  name: person.name,
  email: person.email,
  role: person.role,
  teams: sql<ActingPerson["teams"]>`coalesce((select json_object_agg(m.team_id, m.role)
    from team_member m join team t on t.id = m.team_id
    where m.person_id = "person"."id" and t.archived_at is null), '{}'::json)`,
};

/** The person behind a session that still stands, if they are active. No tenant scope: this is what tells the tenant. */
export async function findSessionPerson(
  run: Runner,
  sessionId: string,
): Promise<(ActingPerson & { expiresAt: Date; lastSeenAt: Date; breakGlass: boolean }) | null> {
  const { expiresAt, lastSeenAt, breakGlass } = session;
  const [row] = await run
    .select({ ...PERSON, expiresAt, lastSeenAt, breakGlass })
    .from(session)
    .innerJoin(person, eq(person.id, session.personId))
    .where(and(eq(session.id, sessionId), aliveSession(), eq(person.status, "active")))
    .limit(1);
  return row ?? null;
}

/** The person behind an API token that is neither over nor revoked, if they are active. The secret before a rotation works for a while. */
export async function findTokenPerson(
  run: Runner,
  digest: Uint8Array,
): Promise<(ActingPerson & { tokenId: string; scopes: string[]; lastUsedAt: Date | null }) | null> {
  const [row] = await run
    .select({ ...PERSON, tokenId: apiToken.id, scopes: apiToken.scopes, lastUsedAt: apiToken.lastUsedAt })
    .from(apiToken)
    .innerJoin(person, eq(person.id, apiToken.personId))
    .where(
      and(
        or(
          eq(apiToken.digest, digest),
          and(eq(apiToken.previousDigest, digest), gt(apiToken.previousUntil, sql`now()`)),
        ),
        isNull(apiToken.revokedAt),
        or(isNull(apiToken.expiresAt), gt(apiToken.expiresAt, sql`now()`)),
        eq(person.status, "active"),
      ),
    )
    .limit(1);
  return row ?? null;
}
