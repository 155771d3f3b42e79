import { z } from "zod";
import { quotaLimit } from "./quota-terms";
import { idOf } from "./text";

export const LISTED_CHANGES = [
  "make_admin",
  "map_admins",
  "create_scim_token",
  "break_glass",
  "raise_budget",
  "change_organization_quota",
] as const;

const whole = z
  .string()
  .trim()
  .regex(/^\d{1,15}$/, "must be a whole number");

const shared = {
  monthlyUsdPerKey: quotaLimit.nullable().meta({ description: "What one key may spend in a month; null is no bound." }),
  tokensPerMinutePerKey: whole.nullable().meta({ example: "100000" }),
  models: z.array(z.string().min(1).max(128)).max(500).meta({ description: '`["*"]` is every model.' }),
  keyDays: z.int().min(1).max(3_660).nullable().meta({ description: "How long a key may live; null is no bound." }),
  keysPerPerson: z.int().min(0).max(10_000).nullable(),
};

const memberCeiling = z.strictObject(shared).meta({ id: "MemberCeiling" });
const leadCeiling = z
  .strictObject({ ...shared, monthlyUsdPerProject: quotaLimit.nullable() })
  .meta({ id: "LeadCeiling" });

/** What members of a team get at once, and what its leads may give. */
export const teamCeilings = z
  .strictObject({
    member: memberCeiling.nullable().meta({
      description: "Given at once. Null: no ceiling, members issue keys as they like, and raises wait for a lead.",
    }),
    lead: leadCeiling.nullable().meta({
      description: "A lead may give it; more is for an owner or admin. Null: leads decide everything inside the team.",
    }),
  })
  .meta({ id: "TeamCeilings" });

export const ceilingParams = z.object({ teamId: idOf("team") });

export const fourEyes = z
  .strictObject({
    changes: z.array(z.enum(LISTED_CHANGES)).max(LISTED_CHANGES.length).meta({
      description:
        "`make_admin`: making an owner or admin. `map_admins`: sign-in rules that make more people admins. `create_scim_token`: making or rotating a SCIM token. `break_glass`: a sign-in link for an owner or admin. `raise_budget`: raising a money limit above the amount. `change_organization_quota`: raising or lifting a limit of the whole organization.",
    }),
    budgetAboveUsd: quotaLimit,
  })
  .meta({ id: "FourEyes" });

export type TeamCeilingsView = z.output<typeof teamCeilings>;
export type FourEyesView = z.output<typeof fourEyes>;
export type ListedChange = (typeof LISTED_CHANGES)[number];
