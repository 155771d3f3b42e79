import { type Claims, readClaim } from "../claims/read-claim";
import { type OidcIdentity, SignInRefused } from "./contract";
import type { Preset } from "./presets/preset";

const EMAIL = /^[^\s@]{1,64}@[^\s@]{1,189}$/;
const LONGEST_NAME = 120;

/** Reads who somebody is out of claims that are verified, or that an admin tries rules with. Throws SignInRefused `provider_wrong`. */
export function identityOf(
  { issuer, subject }: { issuer: string; subject: string },
  claims: Claims,
  preset: Preset | null,
): OidcIdentity {
  // Postgres keeps no text with a NUL in it, and no honest provider sends one.
  if (JSON.stringify(claims).includes("\\u0000")) throw new SignInRefused("provider_wrong", "a claim holds a NUL");
  const address = readClaim(claims, "email")[0]?.trim() ?? "";
  const vouches = preset?.vouchesForEmail ?? isVerified;
  return {
    issuer,
    subject,
    email: EMAIL.test(address) ? address : null,
    emailVerified: EMAIL.test(address) && vouches(claims),
    name:
      readClaim(claims, "name")[0]
        ?.replaceAll(/\p{Cc}/gu, " ")
        .trim()
        .slice(0, LONGEST_NAME) || null,
    directoryIds: [subject, ...(preset?.directoryIds?.(claims) ?? [])],
    claims,
  };
}

/** Some providers write the flag as text. */
function isVerified(claims: Claims): boolean {
  return claims.email_verified === true || claims.email_verified === "true";
}
