import { sql } from "drizzle-orm";
import { bigint, index, numeric, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { instant } from "./columns";

const count = (name: string) => bigint(name, { mode: "number" }).notNull().default(0);
const name = (column: string) => text(column).notNull().default("");
const histogram = (column: string) => bigint(column, { mode: "number" }).array().notNull();

/** Where calls happened. `personId`: whose quotas they counted in, the key's owner as it was then. */
const places = () => ({
  teamId: name("team_id"),
  projectId: name("project_id"),
  keyId: name("key_id"),
  modelName: name("model_name"),
  providerId: name("provider_id"),
  personId: name("person_id"),
});

/** What adds up over calls. */
const sums = () => ({
  requests: count("requests"),
  ok: count("ok"),
  refused: count("refused"),
  failed: count("failed"),
  aborted: count("aborted"),
  unpriced: count("unpriced"),
  simulated: count("simulated"),
  costMicros: bigint("cost_micros", { mode: "bigint" }).notNull().default(sql`0`),
  uncachedInput: count("uncached_input"),
  cacheRead: count("cache_read"),
  cacheWrite: count("cache_write"),
  output: count("output"),
  reasoning: count("reasoning"),
  audioInput: count("audio_input"),
  audioOutput: count("audio_output"),
  image: count("image"),
  cacheWriteLong: count("cache_write_long"),
});

/** Counts per bound of `LATENCY_BOUNDS_MS`, so percentiles add up over any span. */
const latency = () => ({
  ttftHistogram: histogram("ttft_histogram"),
  durationHistogram: histogram("duration_histogram"),
});

/** One hour of one key, model, provider and person. */
export const usageHourly = pgTable(
  "usage_hourly",
  {
    organizationId: text("organization_id").notNull(),
    hour: instant("hour").notNull(),
    ...places(),
    ...sums(),
    /** Sum of the records' exact costs. */
    costPicos: numeric("cost_picos").notNull().default("0"),
    ...latency(),
  },
  (table) => [
    primaryKey({
      name: "usage_hourly_pk",
      columns: [
        table.organizationId,
        table.hour,
        table.teamId,
        table.projectId,
        table.keyId,
        table.modelName,
        table.providerId,
        table.personId,
      ],
    }),
  ],
);

/**
 * The hours of one day, added up, so that charts of months read a row where they would read 24. `day` is where the day of the
 * organization's time zone begins; an hour belongs to the day it begins in. Moving to another zone adds them up again.
 */
export const usageDaily = pgTable(
  "usage_daily",
  {
    organizationId: text("organization_id").notNull(),
    day: instant("day").notNull(),
    ...places(),
    ...sums(),
    ...latency(),
  },
  (table) => [
    primaryKey({
      name: "usage_daily_pk",
      columns: [
        table.organizationId,
        table.day,
        table.teamId,
        table.projectId,
        table.keyId,
        table.modelName,
        table.providerId,
        table.personId,
      ],
    }),
  ],
);

/** The same days by team, model and provider alone: those are looked at most, and histograms are what costs most to add up. */
export const usageModelDaily = pgTable(
  "usage_model_daily",
  {
    organizationId: text("organization_id").notNull(),
    day: instant("day").notNull(),
    teamId: name("team_id"),
    modelName: name("model_name"),
    providerId: name("provider_id"),
    ...sums(),
    ...latency(),
  },
  (table) => [
    primaryKey({
      name: "usage_model_daily_pk",
      columns: [table.organizationId, table.day, table.teamId, table.modelName, table.providerId],
    }),
  ],
);

/** Which label calls are counted under: `kind` is `end_user`, or `tag:` and the tag's name. */
const labelled = () => ({ kind: text("kind").notNull(), label: text("label").notNull() });

/**
 * The same hour of the calls that carry an end user or a tag. A call has one row per name of its tags, so a kind never counts it
 * twice; several values of one name are one label, sorted and joined by a comma. Labels are cut at 200 characters, names at 60.
 */
export const usageLabelHourly = pgTable(
  "usage_label_hourly",
  {
    organizationId: text("organization_id").notNull(),
    hour: instant("hour").notNull(),
    ...labelled(),
    teamId: text("team_id").notNull(),
    projectId: text("project_id").notNull(),
    keyId: text("key_id").notNull(),
    modelName: text("model_name").notNull(),
    providerId: text("provider_id").notNull(),
    personId: text("person_id").notNull(),
    ...sums(),
  },
  (table) => [
    primaryKey({
      name: "usage_label_hourly_pk",
      columns: [
        table.organizationId,
        table.kind,
        table.hour,
        table.label,
        table.teamId,
        table.projectId,
        table.keyId,
        table.modelName,
        table.providerId,
        table.personId,
      ],
    }),
    // One label's hours: an end user's page looks for them by name.
    index("usage_label_hourly_label").on(table.organizationId, table.kind, table.label, table.hour),
  ],
);

/** Their days, as in `usage_daily`. */
export const usageLabelDaily = pgTable(
  "usage_label_daily",
  {
    organizationId: text("organization_id").notNull(),
    day: instant("day").notNull(),
    ...labelled(),
    ...places(),
    ...sums(),
  },
  (table) => [
    primaryKey({
      name: "usage_label_daily_pk",
      columns: [
        table.organizationId,
        table.kind,
        table.day,
        table.label,
        table.teamId,
        table.projectId,
        table.keyId,
        table.modelName,
        table.providerId,
        table.personId,
      ],
    }),
  ],
);
