import type { Database } from "@/db/client";
import { quotaShadow } from "@/db/schema";
import type { ShadowHour } from "./running-quotas";

const ROWS_AT_ONCE = 500;

/** What quotas in shadow mode would have refused in the past. Doing it again changes nothing. */
export async function writeShadowHours({ orm }: Database, hours: readonly ShadowHour[]): Promise<void> {
  for (let from = 0; from < hours.length; from += ROWS_AT_ONCE) {
    const rows = hours.slice(from, from + ROWS_AT_ONCE).map(({ quotaId, hour, asked, refused }) => ({
      quotaId,
      hour,
      asked: BigInt(asked),
      refused: BigInt(refused),
    }));
    await orm.insert(quotaShadow).values(rows).onConflictDoNothing();
  }
}
