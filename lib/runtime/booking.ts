import { type Database, openDatabase } from "@/db/client";
import { newId } from "@/lib/crypto/new-id";
import type { JournaledLedger, Ledger } from "@/lib/ledger/contract";
import { createLedger } from "@/lib/ledger/ledger";
import type { BookingQuotas, QuotaEngine } from "@/lib/quotas/contract";
import { createQuotaEngine } from "@/lib/quotas/quota-engine";
import { createNeedBook, type NeedBook } from "@/lib/sizing/need-book";
import type { Logger } from "@/lib/telemetry/logger";
import { recoverInBackground } from "./recover-in-background";
import { logHealth, warnUnlessAway } from "./store-trouble";

/** A pool of its own, so a slow report never stands before an admission. */
const QUOTA_CONNECTIONS = 3;
/** A call waits this long for its admission, and no longer. */
const QUOTA_DEADLINE_MS = 500;

/** Records wait in the spool, so a slow store only makes them late. */
const LEDGER_DEADLINE_MS = 10_000;

/** What keeps the accounts: quotas before a call, the ledger after it, and what calls have needed. */
export interface Booking {
  quotas: QuotaEngine;
  ledger: Ledger;
  needs: NeedBook;
  /** What the quotas are kept in. */
  store: Pick<Database, "health">;
  /** Books and writes everything pending. */
  close(): Promise<void>;
}

export interface BookingParts {
  databaseUrl: string;
  database: Database;
  spoolRoot: string;
  spoolBytes: number;
  logger: Logger;
}

/** Opens both on one store. Store failures are logged; what could not be written is kept and tried again. */
export function openBooking({ databaseUrl, database, spoolRoot, spoolBytes, logger }: BookingParts): Booking {
  const store = openDatabase(databaseUrl, {
    name: "quotas",
    poolSize: QUOTA_CONNECTIONS,
    deadlineMs: QUOTA_DEADLINE_MS,
    onHealthChange: logHealth(logger),
  });
  const quotas: BookingQuotas = createQuotaEngine({
    sql: store.sql,
    processId: newId("lse"),
    journal: () => ledger.journal(),
    onError: warnUnlessAway(logger, "a quota statement failed; what was to be booked is kept"),
  });
  const ledger: JournaledLedger = createLedger({
    sql: database.within(LEDGER_DEADLINE_MS).sql,
    spoolRoot,
    maxBytes: spoolBytes,
    bookedTo: () => quotas.bookedTo,
    onError: warnUnlessAway(logger, "records could not be written; they wait in the spool"),
  });
  const needs = createNeedBook(
    database.sql,
    warnUnlessAway(logger, "what calls have needed could not be learned; trying again"),
  );
  const recovering = recoverInBackground({ sql: database.within(LEDGER_DEADLINE_MS).sql, spoolRoot }, logger);
  return {
    quotas,
    ledger,
    needs,
    store,
    async close() {
      recovering.stop();
      await Promise.all([ledger.close(), quotas.close(), needs.close()]);
      await store.close();
    },
  };
}
