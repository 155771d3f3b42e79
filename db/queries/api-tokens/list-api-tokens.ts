import { and, eq, sql } from "drizzle-orm";
import { apiToken, person } from "@/db/schema";
import type { Runner } from "../runner";

export type ApiTokenStatusNow = "active" | "expired" | "revoked";

/** An API token as it can be shown: never its digest. */
export interface ApiTokenRow {
  id: string;
  kind: "personal" | "service";
  name: string;
  last4: string;
  scopes: string[];
  createdAt: Date;
  expiresAt: Date | null;
  revokedAt: Date | null;
  lastUsedAt: Date | null;
  rotatedAt: Date | null;
  /** The secret before the last rotation works until then. */
  previousUntil: Date | null;
  personId: string;
  personName: string;
  personEmail: string;
  statusNow: ApiTokenStatusNow;
}

const COLUMNS = {
  id: apiToken.id,
  kind: apiToken.kind,
  name: apiToken.name,
  last4: apiToken.last4,
  scopes: apiToken.scopes,
  createdAt: apiToken.createdAt,
  expiresAt: apiToken.expiresAt,
  revokedAt: apiToken.revokedAt,
  lastUsedAt: apiToken.lastUsedAt,
  rotatedAt: apiToken.rotatedAt,
  previousUntil: apiToken.previousUntil,
  personId: person.id,
  personName: person.name,
  personEmail: person.email,
  statusNow: sql<ApiTokenStatusNow>`case when ${apiToken.revokedAt} is not null then 'revoked'
    when ${apiToken.expiresAt} <= now() then 'expired' else 'active' end`,
};

interface ApiTokenFilter {
  /** Null: everybody's. */
  personId: string | null;
  /** Id of the last token shown. */
  after: string | null;
  limit: number;
}

/** API tokens, newest first, one more than `limit` when more follow. */
export async function listApiTokens(
  run: Runner,
  organizationId: string,
  filter: ApiTokenFilter,
): Promise<ApiTokenRow[]> {
  return await tokenRows(run)
    .where(
      and(
        eq(apiToken.organizationId, organizationId),
        filter.personId === null ? undefined : eq(apiToken.personId, filter.personId),
        filter.after === null ? undefined : sql`${apiToken.id} collate "C" < ${filter.after}`,
      ),
    )
    .orderBy(sql`${apiToken.id} collate "C" desc`)
    .limit(filter.limit + 1);
}

/** The token, whatever its status; null when the organization has none with this id. */
export async function findApiToken(run: Runner, organizationId: string, tokenId: string): Promise<ApiTokenRow | null> {
  const [row] = await tokenRows(run)
    .where(and(eq(apiToken.organizationId, organizationId), eq(apiToken.id, tokenId)))
    .limit(1);
  return row ?? null;
}

function tokenRows(run: Runner) {
  return run.select(COLUMNS).from(apiToken).innerJoin(person, eq(person.id, apiToken.personId));
}
