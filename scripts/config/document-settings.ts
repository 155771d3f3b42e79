import { z } from "zod";
import { ALERT_RULES } from "@/lib/admin-api/schemas/alerts";
import { fourEyes as fourEyesRules, teamCeilings } from "@/lib/admin-api/schemas/ceilings";
import {
  MAIL_SECURITIES,
  NOTICE_DESTINATION_KINDS,
  NOTICE_SEVERITIES,
  NOTICE_TOPICS,
  noticeSettings,
} from "@/lib/admin-api/schemas/notices";
import { projectPrivacyInput, updatePrivacyInput } from "@/lib/admin-api/schemas/privacy";
import { setCostSplitRuleInput } from "@/lib/admin-api/schemas/statements";
import { environmentName } from "./environment-name";

const name = z.string().min(1).max(256);

/** What members of a team get at once, and what its leads may give. */
export const ceiling = z.strictObject({ team: name, ...teamCeilings.partial().shape });

export const privacy = z.strictObject({
  ...updatePrivacyInput.shape,
  /** Those that do not do as the organization does, by "Team / Project". */
  projects: z.array(z.strictObject({ project: name, ...projectPrivacyInput.shape })).optional(),
});

export const splitRule = z.strictObject(setCostSplitRuleInput.shape);

export const alertRule = z.strictObject({
  rule: z.enum(ALERT_RULES),
  enabled: z.boolean().optional(),
  /** The numbers of the rule; those that are left out stay. */
  settings: z.record(z.string(), z.int()).optional(),
});

export const notices = noticeSettings.partial();

export const destination = z.strictObject({
  name,
  kind: z.enum(NOTICE_DESTINATION_KINDS),
  /** Of a webhook. Of Slack the address is the secret. */
  url: z.string().optional(),
  mail: z
    .strictObject({
      host: name,
      port: z.int(),
      security: z.enum(MAIL_SECURITIES),
      username: name.nullable().default(null),
      from: z.email(),
    })
    .optional(),
  /** The environment variable with Slack's address or the mail server's password, when apply makes it. Never exported, never compared. */
  secretFrom: environmentName.optional(),
  recipients: z.array(z.email()).optional(),
  topics: z.array(z.enum(NOTICE_TOPICS)).optional(),
  leastSeverity: z.enum(NOTICE_SEVERITIES).optional(),
  teams: z.array(name).optional(),
  mailsPeople: z.boolean().optional(),
  paused: z.boolean().optional(),
});

export const schedules = z.strictObject({
  /** Minute of the organization's day at which enforcement is proven; null: only when asked. */
  proofMinuteOfDay: z.int().min(0).max(1439).nullable().optional(),
  /** Minutes between checkpoints of the audit log; null: only when asked. */
  checkpointEveryMinutes: z.int().min(5).max(10_080).nullable().optional(),
});

export const fourEyes = fourEyesRules.partial();

export type ConfigCeiling = z.output<typeof ceiling>;
export type ConfigPrivacy = z.output<typeof privacy>;
export type ConfigSplitRule = z.output<typeof splitRule>;
export type ConfigAlertRule = z.output<typeof alertRule>;
export type ConfigDestination = z.output<typeof destination>;
