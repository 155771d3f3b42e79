import type { NextAuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { z } from "zod";
import { endSession } from "@/db/queries/sessions/end-session";
import type { AuthDeps, Visit } from "./auth-deps";
import { oidcProvider } from "./oidc-provider";
import { portalPath } from "./portal-path";
import { isSecureOrigin, sessionCookieName } from "./session-cookie";
import { signInWithLink } from "./sign-in/sign-in-with-link";

/** Id of the way in by link; part of the address that takes the token. */
export const ONE_TIME_LINK = "one-time-link";
/** The longest that a session may be set to: the cookie lives as long, the row decides. */
const COOKIE_HOURS = 720;
/** How long a visit to the provider may take. */
const PENDING_S = 900;

const CREDENTIALS = z.object({ token: z.string().max(200) });
/** What a provider's `authorize` or `profile` gives to the `jwt` callback and nobody else. */
const SIGNED_IN_USER = z.object({ id: z.string(), sid: z.string() });

/** next-auth's settings: one-time links and the provider in, and a cookie that carries a session id and nothing else. */
export function createAuthOptions(deps: AuthDeps, visit: Visit): NextAuthOptions {
  const { oidc } = deps;
  return {
    secret: deps.keyring.authSecret.reveal(),
    session: { strategy: "jwt", maxAge: COOKIE_HOURS * 3600 },
    useSecureCookies: isSecureOrigin(deps.publicUrl),
    pages: { signIn: "/sign-in", signOut: "/sign-in", error: "/sign-in" },
    cookies: cookiesFor(deps.publicUrl),
    providers: [
      oneTimeLink(deps, visit),
      ...(oidc === null || visit.authorization === null
        ? []
        : [oidcProvider({ ...deps, oidc }, visit, visit.authorization)]),
    ],
    callbacks: {
      signIn({ user }) {
        visit.isSignedIn = SIGNED_IN_USER.safeParse(user).success;
        return visit.isSignedIn;
      },
      jwt({ token, user }) {
        const signedIn = SIGNED_IN_USER.safeParse(user);
        return signedIn.success ? { sid: signedIn.data.sid } : { sid: token.sid };
      },
      // The cookie proves nothing about a person: whoever asks gets no names here, and GET /api/admin/me instead.
      session: ({ session }) => ({ expires: session.expires }),
      redirect: ({ url }) => deps.publicUrl + portalPath(url, deps.publicUrl),
    },
    events: {
      async signOut({ token }) {
        if (typeof token?.sid === "string") await endSession(deps.database.orm, token.sid);
      },
    },
    logger: QUIET,
  };
}

function cookiesFor(publicUrl: string): NonNullable<NextAuthOptions["cookies"]> {
  const secure = isSecureOrigin(publicUrl);
  const prefix = secure ? "__Host-gatehouse" : "gatehouse";
  const options = { httpOnly: true, sameSite: "lax", path: "/", secure } as const;
  const pending = (name: string) => ({ name: `${prefix}.${name}`, options: { ...options, maxAge: PENDING_S } });
  return {
    sessionToken: { name: sessionCookieName(publicUrl), options },
    csrfToken: { name: `${prefix}.csrf`, options },
    callbackUrl: pending("next"),
    pkceCodeVerifier: pending("pkce"),
    state: pending("state"),
    nonce: pending("nonce"),
  };
}

function oneTimeLink(deps: AuthDeps, { visitor }: Visit) {
  return CredentialsProvider({
    id: ONE_TIME_LINK,
    name: "One-time link",
    credentials: { token: { label: "Token", type: "password" } },
    async authorize(credentials) {
      const parsed = CREDENTIALS.safeParse(credentials);
      if (!parsed.success) return null;
      const shown = { token: parsed.data.token, visitor, breakGlass: deps.oidc !== null };
      const signedIn = await signInWithLink(shown, deps);
      return signedIn && { id: signedIn.personId, sid: signedIn.sessionId };
    },
  });
}

/** next-auth would write to the console, about an environment variable we do without and about every wrong token. */
const QUIET = { error: () => undefined, warn: () => undefined, debug: () => undefined };
