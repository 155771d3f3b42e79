import { z } from "zod";
import { modelCapabilities, priceTiersInput } from "@/lib/admin-api/schemas/models";
import { organizationRole } from "@/lib/admin-api/schemas/people";
import { updateProjectInput } from "@/lib/admin-api/schemas/projects";
import { quotaScopeKind } from "@/lib/admin-api/schemas/quota-scope";
import {
  alertPercents,
  anchor,
  maxCallPercent,
  onStoreDown,
  quotaLimit,
  quotaUnit,
  quotaWindow,
  windowDays,
} from "@/lib/admin-api/schemas/quota-terms";
import { updateSignInInput } from "@/lib/admin-api/schemas/sign-in";
import { teamRole } from "@/lib/admin-api/schemas/teams";
import { MODEL_KINDS } from "@/lib/llm/model-kind";
import { alertRule, ceiling, destination, fourEyes, notices, privacy, schedules, splitRule } from "./document-settings";
import { environmentName } from "./environment-name";

const name = z.string().min(1).max(256);
const status = z.enum(["active", "disabled"]);

const organization = z.strictObject({ name: name.optional(), timeZone: name.optional() });

const person = z.strictObject({ email: z.email(), name: name.optional(), role: organizationRole.optional() });

const team = z.strictObject({
  name,
  costCentre: name.nullable().optional(),
  /** Role by e-mail address. */
  members: z.record(z.email(), teamRole).optional(),
});

const project = z.strictObject({
  /** The team it belongs to, by name. */
  team: name,
  name,
  costCentre: name.nullable().optional(),
  brownOut: updateProjectInput.shape.brownOut,
});

const credential = z.strictObject({
  name,
  /** The environment variable that holds the key when apply adds it. Never exported, never compared. */
  apiKeyFrom: environmentName.optional(),
});

const provider = z.strictObject({
  name,
  adapter: name,
  baseUrl: z.string().optional(),
  settings: z.record(z.string(), z.unknown()).optional(),
  status: status.optional(),
  credentials: z.array(credential).optional(),
});

const deployment = z.strictObject({
  provider: name,
  upstreamModel: name,
  credential: name.nullable().optional(),
  status: status.optional(),
});

const model = z.strictObject({
  name,
  title: name.optional(),
  kind: z.enum(MODEL_KINDS).optional(),
  contextWindow: z.int().nullable().optional(),
  maxOutputTokens: z.int().nullable().optional(),
  defaultMaxTokens: z.int().nullable().optional(),
  capabilities: modelCapabilities.optional(),
  status: status.optional(),
  /** In the order they are tried. */
  deployments: z.array(deployment).optional(),
});

const price = z.strictObject({ provider: name, upstreamModel: name, tiers: priceTiersInput });

const alias = z.strictObject({
  name,
  /** "Team / Project"; null: of the whole organization. */
  project: name.nullable().default(null),
  model: name,
});

const quota = z.strictObject({
  scope: quotaScopeKind,
  /** What it is about: a name, "Team / Project", an e-mail address, a tag or an end user. Null: the organization. */
  of: name.nullable().default(null),
  /** Of `team_model`. */
  model: name.nullable().default(null),
  unit: quotaUnit,
  window: quotaWindow,
  windowDays: windowDays.nullable().default(null),
  anchor: anchor.nullable().default(null),
  shadow: z.boolean().default(false),
  limit: quotaLimit,
  hard: z.boolean().optional(),
  onStoreDown: onStoreDown.optional(),
  maxCallPercent: maxCallPercent.optional(),
  alertPercents: alertPercents.optional(),
});

const rule = z.strictObject({
  claim: name,
  operator: z.enum(["is", "starts_with", "present"]),
  value: z.string().default(""),
  role: z.enum(["admin", "auditor", "member"]).nullable().default(null),
  team: name.nullable().default(null),
  teamRole: teamRole.nullable().default(null),
});

const signIn = z.strictObject({ ...updateSignInInput.shape, rules: z.array(rule).optional() });

/**
 * What a file says. A section that is left out is not managed, and neither is a field; things are named by what people call them, never by
 * ids, so that a file fits another organization. No secret has a place in it.
 */
export const configDocument = z.strictObject({
  version: z.literal(1),
  organization: organization.optional(),
  people: z.array(person).optional(),
  teams: z.array(team).optional(),
  projects: z.array(project).optional(),
  providers: z.array(provider).optional(),
  models: z.array(model).optional(),
  prices: z.array(price).optional(),
  aliases: z.array(alias).optional(),
  quotas: z.array(quota).optional(),
  ceilings: z.array(ceiling).optional(),
  privacy: privacy.optional(),
  splitRules: z.array(splitRule).optional(),
  signIn: signIn.optional(),
  alertRules: z.array(alertRule).optional(),
  notices: notices.optional(),
  destinations: z.array(destination).optional(),
  schedules: schedules.optional(),
  fourEyes: fourEyes.optional(),
});

export type ConfigDocument = z.output<typeof configDocument>;
export type SectionName = Exclude<keyof ConfigDocument, "version">;
export type ConfigRule = z.output<typeof rule>;
export type ConfigQuota = z.output<typeof quota>;
export type ConfigModel = z.output<typeof model>;
export type ConfigDeployment = z.output<typeof deployment>;
export type ConfigProvider = z.output<typeof provider>;
