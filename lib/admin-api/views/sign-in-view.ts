import type { AdminContext } from "@/lib/admin/context";
import type { SignInSetup as Setup } from "@/lib/admin/sign-in/read-sign-in";
import type { TriedClaims as Tried } from "@/lib/admin/sign-in/try-claims";
import { may } from "@/lib/auth/authorize";
import { redirectUriOf } from "@/lib/auth/redirect-uri";
import type { SignInSetup, TriedClaims } from "../schemas/sign-in";

/** Where directories provision people. */
const SCIM_PATH = "/api/scim/v2";

/** How people sign in, as the API shows it. */
export function signInView({ provider, settings, rules }: Setup, { actor, publicUrl }: AdminContext): SignInSetup {
  return {
    provider,
    redirectUri: redirectUriOf(publicUrl),
    scimUrl: publicUrl + SCIM_PATH,
    ...settings,
    rules,
    mayChange: may(actor, "sign_in:write", { kind: "organization" }),
  };
}

/** A dry run, as the API shows it. */
export function triedClaimsView(tried: Tried): TriedClaims {
  const { outcome, why, identity, person, role, teams, verdicts } = tried;
  return {
    outcome,
    why,
    email: identity.email,
    emailVerified: identity.emailVerified,
    person: person && { id: person.id, name: person.name, email: person.email, role: person.role },
    role,
    teams,
    rules: verdicts,
  };
}
