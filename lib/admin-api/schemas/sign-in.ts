import { z } from "zod";
import { organizationRole } from "./people";
import { teamRole } from "./teams";
import { idOf, line } from "./text";

const ruleRole = z.enum(["admin", "auditor", "member"]);
const operator = z
  .enum(["is", "starts_with", "present"])
  .meta({ description: "Compared exactly, letter case included; `present` looks at no value." });
const claim = z.string().meta({
  description: "A name, or a path such as `realm_access.roles`. `email_domain` and `scim_groups` are Gatehouse's own.",
  example: "groups",
});

export const claimRule = z
  .object({
    claim,
    operator,
    value: z.string().meta({ example: "ai-platform" }),
    /** Owners are made by owners, never by a rule. */
    role: ruleRole.nullable(),
    team: z.object({ id: idOf("team"), name: z.string(), role: teamRole, archived: z.boolean() }).nullable(),
  })
  .meta({ id: "ClaimRule" });

export const signInSetup = z
  .object({
    /** Null: people come in by one-time links only. */
    provider: z
      .object({
        name: z.string().meta({ example: "Keycloak" }),
        preset: z.string().nullable(),
        issuer: z.string().meta({ example: "https://id.example.com/realms/main" }),
        clientId: z.string(),
        openToAnyone: z.boolean().meta({ description: "Anybody in the world can have an account there." }),
      })
      .nullable(),
    redirectUri: z.string().meta({ description: "What to register at the provider." }),
    scimUrl: z.string().meta({ description: "What to enter at a directory that provisions people." }),
    joining: z.enum(["nobody", "rules", "everyone"]).meta({ description: "Who becomes a person by signing in." }),
    joinUnverified: z
      .boolean()
      .meta({ description: "Whether somebody new may join under an address the provider has not verified." }),
    idleMinutes: z.int().meta({ description: "A session ends when it is not used for so long." }),
    memberHours: z.int(),
    adminHours: z.int().meta({ description: "For owners, admins and auditors." }),
    rules: z.array(claimRule),
    rulesVersion: z.int(),
    mayChange: z.boolean(),
  })
  .meta({ id: "SignInSetup" });

export const updateSignInInput = z
  .strictObject({
    joining: z.enum(["nobody", "rules", "everyone"]),
    joinUnverified: z.boolean(),
    idleMinutes: z.int().min(5).max(43_200),
    memberHours: z.int().min(1).max(720),
    adminHours: z.int().min(1).max(720),
  })
  .partial()
  .meta({ id: "UpdateSignIn" });

export const claimRuleInput = z
  .strictObject({
    claim: line(200).meta({ example: "groups" }),
    operator,
    value: z.string().max(400).default(""),
    role: ruleRole.nullable(),
    team: z.strictObject({ id: idOf("team"), role: teamRole }).nullable(),
  })
  .meta({ id: "ClaimRuleInput" });

export const MOST_RULES = 200;

export const replaceClaimRulesInput = z
  .strictObject({
    rules: z.array(claimRuleInput).max(MOST_RULES),
    version: z.int().min(0).meta({ description: "The `rulesVersion` these rules were made from." }),
  })
  .meta({ id: "ReplaceClaimRules" });

export const tryClaimsInput = z
  .strictObject({
    claims: z.record(z.string(), z.unknown()).meta({ example: { sub: "248289761001", groups: ["ai-platform"] } }),
    rules: z
      .array(claimRuleInput)
      .max(MOST_RULES)
      .nullable()
      .default(null)
      .meta({ description: "Rules to try; null: the ones that hold." }),
  })
  .meta({ id: "TryClaims" });

export const triedClaims = z
  .object({
    outcome: z.enum(["known", "link", "join", "refused"]),
    why: z.string(),
    email: z.string().nullable(),
    emailVerified: z.boolean(),
    person: z.object({ id: idOf("per"), name: z.string(), email: z.string(), role: organizationRole }).nullable(),
    /** Null when the sign-in is refused. */
    role: organizationRole.nullable(),
    teams: z.array(
      z.object({ id: idOf("team"), name: z.string(), role: teamRole, change: z.enum(["gains", "keeps", "loses"]) }),
    ),
    /** One for each rule, in their order. */
    rules: z.array(z.object({ matched: z.boolean(), why: z.string() })),
  })
  .meta({ id: "TriedClaims" });

export type ClaimRule = z.output<typeof claimRule>;
export type ClaimRuleInput = z.input<typeof claimRuleInput>;
export type SignInSetup = z.output<typeof signInSetup>;
export type UpdateSignInInput = z.input<typeof updateSignInInput>;
export type ReplaceClaimRulesInput = z.input<typeof replaceClaimRulesInput>;
export type TryClaimsInput = z.input<typeof tryClaimsInput>;
export type TriedClaims = z.output<typeof triedClaims>;
