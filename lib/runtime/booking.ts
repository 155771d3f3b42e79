import { type Database, openDatabase } from "@/db/client";
import { newId } from "@/lib/crypto/new-id";
import type { Ledger } from "@/lib/ledger/contract";
import { createLedger } from "@/lib/ledger/ledger";
import type { QuotaEngine } from "@/lib/quotas/contract";
import { createQuotaEngine } from "@/lib/quotas/quota-engine";
import { createNeedBook, type NeedBook } from "@/lib/sizing/need-book";
import type { Logger } from "@/lib/telemetry/logger";

/** A pool of its own, so a slow report never stands before an admission. */
const QUOTA_CONNECTIONS = 3;

/** What keeps the accounts: quotas before a call, the ledger after it, and what calls have needed. */
export interface Booking {
  quotas: QuotaEngine;
  ledger: Ledger;
  needs: NeedBook;
  /** Books and writes everything pending. */
  close(): Promise<void>;
}

/** Opens both on one store. Store failures are logged; what could not be written is kept and tried again. */
export function openBooking(databaseUrl: string, database: Database, logger: Logger): Booking {
  const store = openDatabase(databaseUrl, { poolSize: QUOTA_CONNECTIONS });
  const quotas = createQuotaEngine({
    sql: store.sql,
    processId: newId("lse"),
    onError: (error) =>
      logger.warn({ error: String(error) }, "the quota store did not answer; what was to be booked is kept"),
  });
  const ledger = createLedger({
    sql: database.sql,
    onError: (error) => logger.error({ error: String(error) }, "records could not be written; they wait in memory"),
  });
  const needs = createNeedBook(database.sql, (error) =>
    logger.warn({ error: String(error) }, "what calls have needed could not be learned; trying again"),
  );
  return {
    quotas,
    ledger,
    needs,
    async close() {
      await Promise.all([ledger.close(), quotas.close(), needs.close()]);
      await store.close();
    },
  };
}
