import type { SignInSettingsRow } from "@/db/queries/sign-in/sign-in-settings";
import { isGivenAnything, type Judgement } from "../claims/judge-claims";
import type { OidcIdentity, SignInRefusal } from "../oidc/contract";

export type JoinAnswer = { joins: true; why: string } | { joins: false; refusal: SignInRefusal; why: string };

interface Joining {
  settings: Pick<SignInSettingsRow, "joining" | "joinUnverified">;
  identity: Pick<OidcIdentity, "email" | "emailVerified">;
  judgement: Judgement;
  /** Anybody in the world can have an account at the provider: then rules decide, even if everybody was to join before it was chosen. */
  openToAnyone: boolean;
}

/** Whether somebody nobody knows yet becomes a person by signing in. */
export function mayJoin({ settings, identity, judgement, openToAnyone }: Joining): JoinAnswer {
  if (settings.joining === "nobody") return no("not_allowed", "Nobody new may join by signing in.");
  const byRules = settings.joining === "rules" || openToAnyone;
  if (byRules && !isGivenAnything(judgement)) {
    return no("not_allowed", "Only whom a rule gives something may join, and none does.");
  }
  if (identity.email === null) return no("email_missing", "The provider tells no address.");
  if (!identity.emailVerified && !settings.joinUnverified) {
    return no("email_unverified", "The provider has not verified the address.");
  }
  return { joins: true, why: "They are new, and join by signing in." };
}

function no(refusal: SignInRefusal, why: string): JoinAnswer {
  return { joins: false, refusal, why };
}
