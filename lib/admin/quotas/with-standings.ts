import type { QuotaRow } from "@/db/queries/quotas-admin/list-quotas";
import type { Quota, QuotaStanding } from "@/lib/quotas/contract";
import type { Work } from "../context";

/** A quota and where it stands; null when nobody asked, it is archived, or it is each end user's for itself. */
export interface QuotaWithStanding {
  quota: QuotaRow;
  standing: QuotaStanding | null;
}

/**
 * Quotas with where they stand. For reads only: the engine asks on a connection of its own, which inside a change's transaction
 * would wait for itself on embedded Postgres.
 */
export async function withStandings(
  work: Pick<Work, "quotas">,
  quotas: readonly QuotaRow[],
): Promise<QuotaWithStanding[]> {
  const live = quotas.filter((quota) => quota.archivedAt === null && !isEachEndUser(quota)).map(toQuota);
  const standings = live.length === 0 ? [] : await work.quotas.standings(live);
  const byId = new Map(standings.map((standing) => [standing.quota.id, standing]));
  return quotas.map((quota) => ({ quota, standing: byId.get(quota.id) ?? null }));
}

/** Quotas alone, as the answer of a change has them. */
export function withoutStandings(quotas: readonly QuotaRow[]): QuotaWithStanding[] {
  return quotas.map((quota) => ({ quota, standing: null }));
}

/** Such a quota has as many standings as there are end users, so none of its own. */
export function isEachEndUser(quota: Pick<QuotaRow, "scopeKind" | "scopeId">): boolean {
  return quota.scopeKind === "end_user" && quota.scopeId === "*";
}

function toQuota(row: QuotaRow): Quota {
  const { id, scopeKind, scopeId, scopeName, scopeModelId, unit, window, windowDays, anchor, limit, hard } = row;
  const { shadow, onStoreDown, maxCallPercent, timeZone } = row;
  const scope = { scopeKind, scopeId, scopeName, scopeModelId, subject: "" };
  const terms = { unit, window, windowDays, anchor, limit, hard, shadow, onStoreDown, maxCallPercent, timeZone };
  return {
    id,
    ...scope,
    ...terms,
    grants: row.grants.map(({ amount, startsAt, endsAt }) => ({
      amount,
      startsAt: startsAt.getTime(),
      endsAt: endsAt.getTime(),
    })),
  };
}
