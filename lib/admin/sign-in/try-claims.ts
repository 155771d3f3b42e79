import type { PersonRow } from "@/db/queries/people/find-person";
import { listMemberships } from "@/db/queries/sign-in/rule-teams";
import { readSignInSettings } from "@/db/queries/sign-in/sign-in-settings";
import { findTeam } from "@/db/queries/teams/find-team";
import type { Judgement, RuleVerdict } from "@/lib/auth/claims/judge-claims";
import type { Claims } from "@/lib/auth/claims/read-claim";
import type { OidcIdentity } from "@/lib/auth/oidc/contract";
import { identityOf } from "@/lib/auth/oidc/identity-of";
import { presetOf } from "@/lib/auth/oidc/presets";
import type { OrganizationRole, TeamRole } from "@/lib/auth/permissions";
import { judgePerson } from "@/lib/auth/sign-in/judge-person";
import { mayJoin } from "@/lib/auth/sign-in/may-join";
import { type Recognition, recognize } from "@/lib/auth/sign-in/recognize";
import type { Work } from "../context";
import { defineRead, inOrganization } from "../define-verb";
import { nameTeams, type RuleInput } from "./rule-input";

interface TryClaims {
  claims: Claims;
  /** Null: the rules as they are. */
  rules: readonly RuleInput[] | null;
}

/** What a sign-in with these claims would do, and why. */
export interface TriedClaims {
  outcome: "known" | "link" | "join" | "refused";
  why: string;
  identity: OidcIdentity;
  person: PersonRow | null;
  /** Null when the sign-in is refused. */
  role: OrganizationRole | null;
  teams: { id: string; name: string; role: TeamRole; change: "gains" | "keeps" | "loses" }[];
  verdicts: RuleVerdict[];
}

/** Stands in for the issuer while no provider is set. */
const NO_ISSUER = "https://provider.invalid";

/** A dry run: nothing is changed, and nobody is signed in. */
export const tryClaims = defineRead({
  name: "sign_in.try_claims",
  permission: "sign_in:read",
  locate: inOrganization,
  async read(work, _target, { claims, rules }: TryClaims): Promise<TriedClaims> {
    const { run, organizationId } = work;
    const issuer = textOr(claims.iss, work.oidc?.settings.issuer ?? NO_ISSUER);
    const preset = URL.canParse(issuer) ? presetOf(issuer) : null;
    const identity = identityOf({ issuer, subject: textOr(claims.sub, "") }, claims, preset);
    const found = await recognize(run, organizationId, identity);
    const person = "person" in found ? found.person : null;
    const judgement = await judgePerson(run, {
      organizationId,
      personId: person?.id ?? null,
      claims,
      verifiedEmail: identity.emailVerified ? identity.email : null,
      ...(rules === null ? {} : { rules: await nameTeams(work, rules) }),
    });
    const outcome = await outcomeOf(work, found, { identity, judgement });
    const refused = outcome.outcome === "refused";
    return {
      ...outcome,
      identity,
      person,
      role: refused ? null : roleAfter(person, judgement),
      teams: refused ? [] : await teamsAfter(work, person, judgement),
      verdicts: judgement.verdicts,
    };
  },
});

function textOr(value: unknown, fallback: string): string {
  return typeof value === "string" && value !== "" ? value : fallback;
}

async function outcomeOf(
  work: Work,
  found: Recognition,
  { identity, judgement }: { identity: OidcIdentity; judgement: Judgement },
): Promise<Pick<TriedClaims, "outcome" | "why">> {
  if (found.kind !== "nobody") return { outcome: found.kind, why: found.why };
  const settings = await readSignInSettings(work.run, work.organizationId);
  const answer = mayJoin({ settings, identity, judgement, openToAnyone: work.oidc?.openToAnyone ?? false });
  return { outcome: answer.joins ? "join" : "refused", why: `${found.why} ${answer.why}` };
}

function roleAfter(person: PersonRow | null, judgement: Judgement): OrganizationRole {
  if (person?.role === "owner") return "owner";
  return judgement.role ?? person?.role ?? "member";
}

async function teamsAfter(work: Work, person: PersonRow | null, { teams }: Judgement): Promise<TriedClaims["teams"]> {
  const before = person === null ? [] : await listMemberships(work.run, person.id);
  const kept = before.filter((one) => one.grantedBy === "portal" || teams.has(one.teamId));
  const lost = before.filter((one) => one.grantedBy === "rules" && !teams.has(one.teamId));
  const gained = [...teams].filter(([teamId]) => !before.some((one) => one.teamId === teamId));
  const named = async (teamId: string, role: TeamRole, change: "gains" | "keeps" | "loses") => {
    const team = await findTeam(work.run, work.organizationId, teamId);
    return { id: teamId, name: team?.name ?? teamId, role, change };
  };
  return Promise.all([
    ...gained.map(([teamId, role]) => named(teamId, role, "gains")),
    ...kept.map(({ teamId, role, grantedBy }) =>
      named(teamId, grantedBy === "portal" ? role : (teams.get(teamId) ?? role), "keeps"),
    ),
    ...lost.map(({ teamId, role }) => named(teamId, role, "loses")),
  ]);
}
