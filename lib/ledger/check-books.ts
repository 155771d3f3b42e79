import type { Database } from "@/db/client";
import { appendAuditEvent } from "@/db/queries/audit/append-audit-event";
import {
  type BooksStanding,
  checkQuotaWindows,
  type MendedWindow,
  readBooksStanding,
} from "@/db/queries/ledger/check-quota-windows";

/** Every process tries; one round in this time is enough. */
const PAUSE_MS = 10_000;

export interface BooksRound {
  mended: MendedWindow[];
  standing: BooksStanding;
}

/**
 * Holds the windows of all quotas against the ledger, once. What differs is set to what the ledger says, with a line in the audit log;
 * a window is only judged when everything that counts in it has ended and is booked everywhere, so load alone is never taken for drift.
 * Throws what the store throws; nothing is changed then.
 */
export function checkBooks(database: Pick<Database, "orm">, pauseMs = PAUSE_MS): Promise<BooksRound> {
  return database.orm.transaction(async (run) => {
    const mended = await checkQuotaWindows(run, pauseMs);
    for (const window of mended) {
      await appendAuditEvent(run, window.organizationId, {
        actorKind: "system",
        actorId: "books",
        action: "quota.mend",
        targetKind: "quota",
        targetId: window.quotaId,
        before: { settled: window.settled.toString(), ...placeOf(window) },
        after: { settled: window.ledger.toString(), ...placeOf(window) },
        requestId: null,
        clientAddress: null,
      });
    }
    return { mended, standing: await readBooksStanding(run) };
  });
}

function placeOf({ windowStart, subject, isDrift }: MendedWindow): Record<string, string> {
  const cause = isDrift ? "drift" : "crash or late comparison";
  return { windowStart: windowStart.toISOString(), cause, ...(subject === "" ? {} : { subject }) };
}
