import type { NextAuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { z } from "zod";
import type { Database } from "@/db/client";
import { endSession } from "@/db/queries/sessions/end-session";
import type { Keyring } from "@/lib/crypto/keyring-contract";
import { isSecureOrigin, sessionCookieName } from "./session-cookie";
import { LONGEST_SESSION_HOURS, signIn } from "./sign-in";

/** Id of the one way in; part of the address that takes the token. */
export const ONE_TIME_LINK = "one-time-link";

const CREDENTIALS = z.object({ token: z.string().max(200) });
/** What `authorize` gives to the `jwt` callback and nobody else. */
const SIGNED_IN_USER = z.object({ id: z.string(), sid: z.string() });

export interface AuthDeps {
  database: Database;
  keyring: Pick<Keyring, "pepper" | "authSecret">;
  publicUrl: string;
}

/** next-auth's settings: one-time links in, and a cookie that carries a session id and nothing else. */
export function createAuthOptions(deps: AuthDeps): NextAuthOptions {
  const secure = isSecureOrigin(deps.publicUrl);
  const hostOnly = { httpOnly: true, sameSite: "lax", path: "/", secure } as const;
  return {
    secret: deps.keyring.authSecret.reveal(),
    session: { strategy: "jwt", maxAge: LONGEST_SESSION_HOURS * 3600 },
    useSecureCookies: secure,
    pages: { signIn: "/sign-in", signOut: "/sign-in", error: "/sign-in" },
    cookies: {
      sessionToken: { name: sessionCookieName(deps.publicUrl), options: hostOnly },
      csrfToken: { name: secure ? "__Host-gatehouse.csrf" : "gatehouse.csrf", options: hostOnly },
    },
    providers: [oneTimeLink(deps)],
    callbacks: {
      jwt({ token, user }) {
        const signedIn = SIGNED_IN_USER.safeParse(user);
        return signedIn.success ? { sid: signedIn.data.sid } : { sid: token.sid };
      },
      // The cookie proves nothing about a person: whoever asks gets no names here, and GET /api/admin/me instead.
      session: ({ session }) => ({ expires: session.expires }),
      redirect: () => deps.publicUrl,
    },
    events: {
      async signOut({ token }) {
        if (typeof token?.sid === "string") await endSession(deps.database.orm, token.sid);
      },
    },
    logger: QUIET,
  };
}

function oneTimeLink(deps: AuthDeps) {
  return CredentialsProvider({
    id: ONE_TIME_LINK,
    name: "One-time link",
    credentials: { token: { label: "Token", type: "password" } },
    async authorize(credentials, request) {
      const parsed = CREDENTIALS.safeParse(credentials);
      if (!parsed.success) return null;
      const userAgent: unknown = request.headers?.["user-agent"];
      const signedIn = await signIn(parsed.data.token, typeof userAgent === "string" ? userAgent : null, deps);
      return signedIn && { id: signedIn.personId, sid: signedIn.sessionId };
    },
  });
}

/** next-auth would write to the console, about an environment variable we do without and about every wrong token. */
const QUIET = { error: () => undefined, warn: () => undefined, debug: () => undefined };
