import { sql } from "drizzle-orm";
import { boolean, check, index, integer, jsonb, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { bytes, instant } from "./columns";
import { organization } from "./organization";

/** The key that seals one organization's credentials, itself wrapped by the key-encryption key named in `kekId`. */
export const dataKey = pgTable("data_key", {
  id: text("id").primaryKey(),
  organizationId: text("organization_id")
    .notNull()
    .references(() => organization.id),
  kekId: text("kek_id").notNull(),
  wrapped: bytes("wrapped").notNull(),
  createdAt: instant("created_at").notNull().defaultNow(),
  retiredAt: instant("retired_at"),
});

export const provider = pgTable(
  "provider",
  {
    id: text("id").primaryKey(),
    organizationId: text("organization_id")
      .notNull()
      .references(() => organization.id),
    /** Id of the adapter in lib/providers that speaks to it. */
    adapter: text("adapter").notNull(),
    name: text("name").notNull(),
    /** Origin and base path of its API; `simulated:` for the built-in one. */
    baseUrl: text("base_url").notNull(),
    /** True only for the built-in simulated provider; shown wherever the provider is. */
    simulated: boolean("simulated").notNull().default(false),
    /** Adapter settings; for the simulated provider latency, pace and failure. */
    settings: jsonb("settings").$type<Record<string, unknown>>().notNull().default({}),
    status: text("status", { enum: ["active", "disabled"] })
      .notNull()
      .default("active"),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (table) => [
    uniqueIndex("provider_name").on(table.organizationId, sql`lower(${table.name})`),
    check("provider_status_known", sql`${table.status} in ('active','disabled')`),
  ],
);

/** What `seal` returns; opened only with the same row, organization, field and origin. */
export interface SealedSecret {
  v: 1;
  dataKeyId: string;
  /** base64 */
  nonce: string;
  /** base64, tag appended */
  ciphertext: string;
}

export const credential = pgTable(
  "credential",
  {
    id: text("id").primaryKey(),
    organizationId: text("organization_id")
      .notNull()
      .references(() => organization.id),
    providerId: text("provider_id")
      .notNull()
      .references(() => provider.id),
    name: text("name").notNull(),
    sealed: jsonb("sealed").$type<SealedSecret>().notNull(),
    /** The only origin this credential may be sent to; part of the seal's AAD. */
    allowedOrigin: text("allowed_origin").notNull(),
    last4: text("last4").notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
    rotatedAt: instant("rotated_at"),
    lastTestedAt: instant("last_tested_at"),
    lastTestOk: boolean("last_test_ok"),
    lastTestDetail: text("last_test_detail"),
  },
  (table) => [index("credential_provider").on(table.providerId)],
);

/** What a model accepts; data, not code. Missing means unknown, so nothing is refused for it. */
export interface ModelCapabilities {
  sampling?: boolean;
  thinking?: "none" | "budget" | "adaptive" | "both";
  forcedTool?: boolean;
  tools?: boolean;
  images?: boolean;
  documents?: boolean;
  audio?: boolean;
  structuredOutput?: boolean;
  prefill?: boolean;
}

/** The name a caller asks for. */
export const model = pgTable(
  "model",
  {
    id: text("id").primaryKey(),
    organizationId: text("organization_id")
      .notNull()
      .references(() => organization.id),
    name: text("name").notNull(),
    title: text("title").notNull(),
    /** Decides through which endpoint it is called. */
    kind: text("kind", { enum: ["chat", "embedding", "rerank", "moderation", "image", "speech", "transcription"] })
      .notNull()
      .default("chat"),
    contextWindow: integer("context_window"),
    maxOutputTokens: integer("max_output_tokens"),
    /** Put into calls that set no bound on their answer; null leaves them unbounded. */
    defaultMaxTokens: integer("default_max_tokens"),
    capabilities: jsonb("capabilities").$type<ModelCapabilities>().notNull().default({}),
    status: text("status", { enum: ["active", "disabled"] })
      .notNull()
      .default("active"),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (table) => [
    uniqueIndex("model_name").on(table.organizationId, table.name),
    check("model_default_max_tokens_positive", sql`${table.defaultMaxTokens} > 0`),
    check(
      "model_kind_known",
      sql`${table.kind} in ('chat','embedding','rerank','moderation','image','speech','transcription')`,
    ),
    check("model_status_known", sql`${table.status} in ('active','disabled')`),
  ],
);

/** One upstream model at one provider with one credential. A model's plan tries its deployments by priority. */
export const deployment = pgTable(
  "deployment",
  {
    id: text("id").primaryKey(),
    organizationId: text("organization_id")
      .notNull()
      .references(() => organization.id),
    modelId: text("model_id")
      .notNull()
      .references(() => model.id),
    providerId: text("provider_id")
      .notNull()
      .references(() => provider.id),
    /** Null only for providers that need none. */
    credentialId: text("credential_id").references(() => credential.id),
    upstreamModel: text("upstream_model").notNull(),
    /** Lower is tried first. */
    priority: integer("priority").notNull().default(0),
    status: text("status", { enum: ["active", "disabled"] })
      .notNull()
      .default("active"),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (table) => [
    index("deployment_model").on(table.modelId),
    check("deployment_status_known", sql`${table.status} in ('active','disabled')`),
  ],
);
