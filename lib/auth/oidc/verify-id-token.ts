import { createHash } from "node:crypto";
import { errors, type JWSHeaderParameters, type JWTPayload, jwtVerify } from "jose";
import { SignInRefused } from "./contract";
import type { ProviderBooks } from "./provider-metadata";

/** Signatures that only the provider can make. `none` and everything made with the client's own secret are refused. */
const ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"];
const CLOCK_TOLERANCE_S = 30;
/** A token for this sign-in was made during it. */
const OLDEST_S = 900;
const SHA_BITS = /(256|384|512)$/;

interface IdTokenCheck {
  idToken: string;
  accessToken: string | undefined;
  issuer: string;
  clientId: string;
  nonce: string;
  now: Date;
}

/**
 * The claims of an ID token after every check of OpenID Connect Core 1.0, section 3.1.3.7: signature under the provider's key, issuer, audience,
 * authorized party, expiry, age, nonce, and `at_hash` where it is given. Throws SignInRefused `provider_wrong`.
 */
export async function verifyIdToken(check: IdTokenCheck, books: ProviderBooks): Promise<JWTPayload & { sub: string }> {
  const { payload, protectedHeader } = await verifySigned(check, books);
  const { sub, azp } = payload;
  if (typeof sub !== "string" || sub === "" || sub.length > 255) throw wrong("the ID token names nobody");
  const audiences = Array.isArray(payload.aud) ? payload.aud : [payload.aud];
  if ((audiences.length > 1 || azp !== undefined) && azp !== check.clientId) throw wrong("it is for another party");
  if (payload.nonce !== check.nonce) throw wrong("its nonce is not the one that was sent");
  if (payload.at_hash !== undefined && payload.at_hash !== accessTokenHash(check.accessToken, protectedHeader)) {
    throw wrong("the access token beside it is another one");
  }
  return { ...payload, sub };
}

async function verifySigned(check: IdTokenCheck, books: ProviderBooks) {
  const options = {
    algorithms: ALGORITHMS,
    issuer: check.issuer,
    audience: check.clientId,
    clockTolerance: CLOCK_TOLERANCE_S,
    maxTokenAge: OLDEST_S,
    requiredClaims: ["sub", "exp", "iat"],
    currentDate: check.now,
  };
  try {
    return await jwtVerify(check.idToken, await books.keys("known"), options).catch(async (error: unknown) => {
      // The provider changed its keys since we asked, or the signature is nobody's.
      const isUnknown = error instanceof errors.JWKSNoMatchingKey;
      if (!isUnknown && !(error instanceof errors.JWSSignatureVerificationFailed)) throw error;
      return jwtVerify(check.idToken, await books.keys("renewed"), options);
    });
  } catch (cause) {
    if (cause instanceof SignInRefused) throw cause;
    throw wrong(cause instanceof Error ? cause.message : String(cause), cause);
  }
}

function accessTokenHash(accessToken: string | undefined, header: JWSHeaderParameters): string | null {
  const bits = SHA_BITS.exec(header.alg ?? "")?.[1] ?? "512";
  if (accessToken === undefined) return null;
  const digest = createHash(`sha${bits}`).update(accessToken, "ascii").digest();
  return digest.subarray(0, digest.length / 2).toString("base64url");
}

function wrong(detail: string, cause?: unknown): SignInRefused {
  return new SignInRefused("provider_wrong", `the ID token is refused: ${detail}`, cause);
}
