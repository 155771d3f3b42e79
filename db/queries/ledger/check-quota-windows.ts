import { sql } from "drizzle-orm";
import type { Runner } from "../runner";

/** A window whose bucket did not say what the ledger says, and was set to it. Amounts in the quota's unit. */
export interface MendedWindow {
  organizationId: string;
  quotaId: string;
  subject: string;
  windowStart: Date;
  settled: bigint;
  ledger: bigint;
  /** False where that was to be expected: a process had died, or the window came under comparison late. */
  isDrift: boolean;
}

/**
 * One round of the comparison of quotas with the ledger, in the caller's transaction (drizzle/0010); nothing while another runs one,
 * and for `pauseMs` after the last.
 */
export async function checkQuotaWindows(run: Runner, pauseMs: number): Promise<MendedWindow[]> {
  const rows = await run.execute<Record<string, string | boolean>>(sql`
    select organization_id, quota_id, subject, quota_ms(window_start)::text as starts, settled::text, ledger::text, is_drift
    from quota_check_round(${pauseMs} * interval '1 millisecond')`);
  return rows.map((row) => ({
    organizationId: String(row.organization_id),
    quotaId: String(row.quota_id),
    subject: String(row.subject),
    windowStart: new Date(Number(row.starts)),
    settled: BigInt(String(row.settled)),
    ledger: BigInt(String(row.ledger)),
    isDrift: row.is_drift === true,
  }));
}

/** How the books of all quotas stand: windows under comparison, those judged at least once, and how often one was found wrong. */
export interface BooksStanding {
  windows: number;
  judged: number;
  /** Findings of the windows under comparison, ever; must stay 0. */
  drifts: number;
  driftedAt: Date | null;
}

/** What the rounds so far have found; instance-wide. */
export async function readBooksStanding(run: Runner): Promise<BooksStanding> {
  const [row] = await run.execute<Record<string, string | null>>(sql`
    select count(*)::text as windows, count(checked_at)::text as judged, coalesce(sum(drifts), 0)::text as drifts,
      quota_ms(max(drifted_at))::text as drifted from quota_check`);
  const drifted = row?.drifted ?? null;
  return {
    windows: Number(row?.windows ?? 0),
    judged: Number(row?.judged ?? 0),
    drifts: Number(row?.drifts ?? 0),
    driftedAt: drifted === null ? null : new Date(Number(drifted)),
  };
}
