import { customType, timestamp } from "drizzle-orm/pg-core";

/** A point in time; always from the database's clock unless a caller's time is the fact itself. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });

/** Raw bytes: digests, nonces, wrapped keys. */
export const bytes = customType<{ data: Uint8Array; driverData: Uint8Array }>({
  dataType: () => "bytea",
});
