import { type ClaimRuleRow, listClaimRules } from "@/db/queries/sign-in/claim-rules";
import { readSignInSettings, type SignInSettingsRow } from "@/db/queries/sign-in/sign-in-settings";
import type { Work } from "../context";

/** How people sign in: the provider of the environment, and what is set here. */
export interface SignInSetup {
  provider: { name: string; preset: string | null; issuer: string; clientId: string; openToAnyone: boolean } | null;
  settings: SignInSettingsRow;
  rules: ClaimRuleRow[];
}

/** What the verbs of sign-in answer. */
export async function readSignIn(work: Work): Promise<SignInSetup> {
  const { oidc } = work;
  const { run, organizationId } = work;
  return {
    provider:
      oidc === null
        ? null
        : {
            name: oidc.name,
            preset: oidc.preset,
            issuer: oidc.settings.issuer,
            clientId: oidc.settings.clientId,
            openToAnyone: oidc.openToAnyone,
          },
    settings: await readSignInSettings(run, organizationId),
    rules: await listClaimRules(run, organizationId),
  };
}
