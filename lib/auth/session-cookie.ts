import { decode } from "next-auth/jwt";
import { z } from "zod";
import type { Secret } from "@/lib/crypto/secret";

/** All that the cookie says. A token with anything else in the place of these is nobody's. */
const CLAIMS = z.object({ sid: z.string().regex(/^ses_[0-9A-Za-z]{1,40}$/) });

/** Whether cookies must be `Secure` and `__Host-`: on every https origin. */
export function isSecureOrigin(publicUrl: string): boolean {
  return new URL(publicUrl).protocol === "https:";
}

/** Name of the session's cookie. `__Host-` (RFC 6265bis) pins it to this host and to https. */
export function sessionCookieName(publicUrl: string): string {
  return isSecureOrigin(publicUrl) ? "__Host-gatehouse.session" : "gatehouse.session";
}

/** The session id inside the request's cookie; null when there is none or it is not ours. */
export async function readSessionId(request: Request, secret: Secret, publicUrl: string): Promise<string | null> {
  const token = readCookie(request.headers.get("cookie") ?? "", sessionCookieName(publicUrl));
  if (token === null) return null;
  const claims = CLAIMS.safeParse(await decodeQuietly(token, secret));
  return claims.success ? claims.data.sid : null;
}

/** Null for a token that was changed, is over, or was made under another secret. */
async function decodeQuietly(token: string, secret: Secret): Promise<unknown> {
  try {
    return await decode({ token, secret: secret.reveal() });
  } catch {
    return null;
  }
}

/** The value of cookie `name`; null when it is missing or given twice, because nobody knows which of two is meant. */
export function readCookie(header: string, name: string): string | null {
  const values = header
    .split(";")
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));
  return values.length === 1 ? (values[0] ?? null) : null;
}
