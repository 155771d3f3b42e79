import { z } from "zod";
import { instant, named } from "./fields";
import { NOTICE_SEVERITIES } from "./notices";
import { pageOf, pageQuery } from "./page";
import { idOf, optionalLine } from "./text";

export const ALERT_RULES = [
  "budget_threshold",
  "projected_breach",
  "error_rate",
  "latency",
  "provider_down",
  "runaway_key",
  "dead_destination",
  "ledger_drift",
] as const;
export const ALERT_STATES = ["open", "acknowledged", "resolved"] as const;
const rule = z.enum(ALERT_RULES);
const severity = z.enum(NOTICE_SEVERITIES);
const state = z.enum(ALERT_STATES);

const whole = (least: number, most: number, usual: number) => z.int().min(least).max(most).default(usual);

/** What can be set of each rule, with what it is if nobody sets it. */
export const ALERT_RULE_SETTINGS = {
  budget_threshold: z.strictObject({}),
  projected_breach: z.strictObject({
    leastUsedPercent: whole(0, 100, 20).meta({ description: "Not before this share of the limit is used." }),
  }),
  error_rate: z.strictObject({
    leastPercent: whole(1, 100, 5).meta({ description: "Share of calls that failed, in percent." }),
    times: whole(2, 100, 3).meta({ description: "And this many times the share of the previous 7 days." }),
    leastCalls: whole(5, 100_000, 20).meta({ description: "Of at least so many calls." }),
  }),
  latency: z.strictObject({
    times: whole(2, 100, 2).meta({ description: "p95 this many times that of the previous 7 days." }),
    leastMs: whole(50, 60_000, 500).meta({ description: "And at least so much above it, in milliseconds." }),
    leastCalls: whole(5, 100_000, 20),
  }),
  provider_down: z.strictObject({
    minutes: whole(1, 60, 5).meta({ description: "How far back attempts are looked at." }),
    leastAttempts: whole(3, 1000, 5),
    failedPercent: whole(50, 100, 90),
  }),
  runaway_key: z.strictObject({}),
  dead_destination: z.strictObject({}),
  ledger_drift: z.strictObject({}),
} as const satisfies Record<(typeof ALERT_RULES)[number], z.ZodType>;

export type AlertRuleName = z.output<typeof rule>;
/** The settings of one rule, whole. */
export type AlertRuleSettings<Rule extends AlertRuleName> = z.output<(typeof ALERT_RULE_SETTINGS)[Rule]>;

export const alert = z
  .object({
    id: z.string(),
    rule,
    severity,
    state,
    current: z.boolean().meta({ description: "Whether what is wrong still is." }),
    subject: z.object({ kind: z.string(), id: z.string(), name: z.string() }),
    team: named.nullable().meta({ description: "Whose team it concerns; null: the organization." }),
    title: z.string(),
    summary: z.string(),
    facts: z.array(z.object({ label: z.string(), value: z.string() })),
    linkPath: z.string().meta({ description: "The portal's page of what is wrong." }),
    openedAt: instant,
    seenAt: instant,
    acknowledgedAt: instant.nullable(),
    acknowledgedBy: named.nullable(),
    resolvedAt: instant.nullable(),
    resolvedBy: named.nullable().meta({ description: "Null: it ended by itself." }),
    allowedActions: z.array(z.enum(["acknowledge", "resolve"])),
  })
  .meta({ id: "Alert" });
export const alertPage = pageOf(alert, "AlertPage");
export const alertDetail = alert
  .extend({
    changes: z.array(
      z.object({
        number: z.int(),
        at: instant,
        kind: z.enum(["opened", "escalated", "reopened", "acknowledged", "resolved"]),
        severity,
        summary: z.string(),
        person: named.nullable(),
        note: z.string(),
      }),
    ),
  })
  .meta({ id: "AlertDetail" });
export const listAlertsQuery = pageQuery.extend({
  state: z.enum([...ALERT_STATES, "unresolved"]).optional(),
  rule: rule.optional(),
  severity: severity.optional(),
  team: idOf("team").optional(),
});
export const alertParams = z.object({ alertId: idOf("alt") });
export const handleAlertInput = z.strictObject({ note: optionalLine(500).default("") }).meta({ id: "HandleAlert" });

export const alertRule = z
  .object({
    rule,
    enabled: z.boolean(),
    settings: z.record(z.string(), z.int()),
    defaults: z.record(z.string(), z.int()),
    claimedAt: instant.nullable().meta({ description: "When it was last looked at." }),
    current: z.int().meta({ description: "Alerts of it that are not resolved." }),
    allowedActions: z.array(z.enum(["update"])),
  })
  .meta({ id: "AlertRule" });
export const alertRuleList = z.object({ items: z.array(alertRule) }).meta({ id: "AlertRules" });
const enabled = z.boolean();
const SETTINGS = ALERT_RULE_SETTINGS;
export const setAlertRuleInput = z
  .discriminatedUnion("rule", [
    z.strictObject({ rule: z.literal("budget_threshold"), enabled, settings: SETTINGS.budget_threshold.prefault({}) }),
    z.strictObject({ rule: z.literal("projected_breach"), enabled, settings: SETTINGS.projected_breach.prefault({}) }),
    z.strictObject({ rule: z.literal("error_rate"), enabled, settings: SETTINGS.error_rate.prefault({}) }),
    z.strictObject({ rule: z.literal("latency"), enabled, settings: SETTINGS.latency.prefault({}) }),
    z.strictObject({ rule: z.literal("provider_down"), enabled, settings: SETTINGS.provider_down.prefault({}) }),
    z.strictObject({ rule: z.literal("runaway_key"), enabled, settings: SETTINGS.runaway_key.prefault({}) }),
    z.strictObject({ rule: z.literal("dead_destination"), enabled, settings: SETTINGS.dead_destination.prefault({}) }),
    z.strictObject({ rule: z.literal("ledger_drift"), enabled, settings: SETTINGS.ledger_drift.prefault({}) }),
  ])
  .meta({ id: "SetAlertRule" });

export type Alert = z.output<typeof alert>;
export type AlertDetail = z.output<typeof alertDetail>;
export type AlertState = z.output<typeof state>;
export type AlertRule = z.output<typeof alertRule>;
export type ListAlertsQuery = z.input<typeof listAlertsQuery>;
export type SetAlertRuleInput = z.output<typeof setAlertRuleInput>;
