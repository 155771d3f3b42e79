import { sql } from "drizzle-orm";
import { check, integer, jsonb, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { instant } from "./columns";
import { organization } from "./organization";
import { provider } from "./provider";

/**
 * Unit prices in pico-USD (1e-12 USD) per token as decimal strings, so 64-bit values survive JSON.
 * A class that is missing is unknown: a call that used it has an unknown cost. `"0"` is free.
 */
export interface PriceTier {
  /** The tier prices the whole call when its input tokens are at or above this. The first tier starts at 0. */
  fromInputTokens: number;
  /** Prices only calls that the upstream answered with this class of service; missing: the usual one. */
  serviceTier?: "flex" | "priority" | "batch";
  picoUsdPerToken: {
    uncachedInput?: string;
    cacheRead?: string;
    cacheWrite?: string;
    cacheWriteLong?: string;
    output?: string;
    reasoning?: string;
    audioInput?: string;
    audioOutput?: string;
    image?: string;
  };
  /** Charged once per call, in pico-USD. */
  picoUsdPerRequest?: string;
  /** Pico-USD per unit that calls are charged by beside tokens. */
  picoUsdPerUnit?: { picture?: string; second?: string; character?: string; search?: string };
}

/** A price is never edited: a change is a new version, and every record keeps the version it was priced with. */
export const priceVersion = pgTable(
  "price_version",
  {
    id: text("id").primaryKey(),
    organizationId: text("organization_id")
      .notNull()
      .references(() => organization.id),
    providerId: text("provider_id")
      .notNull()
      .references(() => provider.id),
    upstreamModel: text("upstream_model").notNull(),
    version: integer("version").notNull(),
    tiers: jsonb("tiers").$type<PriceTier[]>().notNull(),
    /** `genai-prices@x.y.z`, `operator`, `simulated`. */
    source: text("source").notNull(),
    effectiveFrom: instant("effective_from").notNull().defaultNow(),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (table) => [
    uniqueIndex("price_version_of").on(table.providerId, table.upstreamModel, table.version),
    check("price_version_positive", sql`${table.version} > 0`),
  ],
);
