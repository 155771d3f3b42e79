import type { Profile } from "next-auth";
import type { OAuthConfig } from "next-auth/providers/oauth";
import { z } from "zod";
import type { AuthDeps, Visit } from "./auth-deps";
import type { Authorization, Oidc, OidcIdentity } from "./oidc/contract";
import { refusalIn } from "./oidc/refusal-in";
import { OIDC, redirectUriOf } from "./redirect-uri";
import { signInWithIdentity } from "./sign-in/sign-in-with-identity";

/** In what next-auth kept, and missing in its types. */
const NONCE = z.object({ nonce: z.string().optional() });

/**
 * The provider as next-auth knows it. next-auth keeps state, nonce and PKCE verifier in sealed cookies and sends the browser there and back; the code
 * is exchanged and everything that came back is checked by `oidc`, whose requests go through egress (docs/decisions/0009).
 */
export function oidcProvider(
  deps: AuthDeps & { oidc: Oidc },
  visit: Visit,
  authorization: Authorization,
): OAuthConfig<Profile> {
  const { oidc } = deps;
  const redirectUri = redirectUriOf(deps.publicUrl);
  let identity: OidcIdentity | null = null;
  return {
    id: OIDC,
    name: oidc.name,
    type: "oauth",
    issuer: authorization.issuer,
    clientId: oidc.settings.clientId,
    checks: authorization.hasIdToken ? ["pkce", "state", "nonce"] : ["pkce", "state"],
    authorization: {
      url: authorization.endpoint,
      params: { scope: authorization.scope, response_type: "code", redirect_uri: redirectUri },
    },
    token: {
      async request({ params, checks }) {
        const returned = {
          code: params.code,
          issuer: typeof params.iss === "string" ? params.iss : undefined,
          state: { sent: checks.state, returned: params.state },
          nonce: NONCE.parse(checks).nonce,
          codeVerifier: checks.code_verifier,
          redirectUri,
        };
        identity = await noting(visit, deps, () => oidc.identify(returned));
        return { tokens: {} };
      },
    },
    userinfo: { request: async () => ({ sub: identity?.subject ?? "" }) },
    async profile() {
      if (identity === null) throw new Error("nobody was identified");
      const arrived = identity;
      const outcome = await noting(visit, deps, () => signInWithIdentity(arrived, visit.visitor, deps));
      if (outcome.kind === "signed_in") return { id: outcome.signedIn.personId, sid: outcome.signedIn.sessionId };
      visit.refusal = outcome.refusal;
      return { id: arrived.subject };
    },
  };
}

/** next-auth turns every failure into one word and drops the rest: the reason is kept for the sign-in page and for the log. */
async function noting<Result>(visit: Visit, deps: AuthDeps, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    visit.refusal = refusalIn(error) ?? "portal_failed";
    deps.onRefusedSignIn(visit.refusal, error instanceof Error ? error.message : String(error));
    throw error;
  }
}
