import { encode } from "next-auth/jwt";
import type { Secret } from "@/lib/crypto/secret";
import { sessionCookieName } from "./session-cookie";

/** The cookie of a session that exists, as `name=value`, just as signing in would have set it. */
export async function sealSessionCookie(sessionId: string, secret: Secret, publicUrl: string): Promise<string> {
  const value = await encode({ token: { sid: sessionId }, secret: secret.reveal() });
  return `${sessionCookieName(publicUrl)}=${value}`;
}
