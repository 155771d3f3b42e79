import { createSign } from "node:crypto";
import { Secret } from "@/lib/crypto/secret";
import { AppError } from "@/lib/errors/app-error";
import { countOf, objectOf, parseJson, textOf } from "@/lib/llm/read-json";
import type { AccessToken, Target, TokenExchange, TokenRequest } from "../contract";

/** Where every service account's assertion is exchanged. Fixed here: a pasted key must not choose where it is sent. */
const TOKEN_URL = "https://oauth2.googleapis.com/token";
const SCOPE = "https://www.googleapis.com/auth/cloud-platform";
const GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer";
/** The longest an assertion may live. */
const ASSERTION_SECONDS = 3600;

export interface ServiceAccount {
  clientEmail: string;
  privateKey: string;
  privateKeyId: string | undefined;
  projectId: string | undefined;
}

/** The service account whose key file was pasted as the credential; null for anything else, which is an API key. */
export function readServiceAccount(credential: string): ServiceAccount | null {
  const file = objectOf(parseJson(credential));
  const clientEmail = textOf(file?.client_email);
  const privateKey = textOf(file?.private_key);
  if (clientEmail === undefined || privateKey === undefined) return null;
  return { clientEmail, privateKey, privateKeyId: textOf(file?.private_key_id), projectId: textOf(file?.project_id) };
}

/** A service account's way to a token: a signed assertion for an hour (RFC 7523; Google, "Using OAuth 2.0 for Server to Server Applications"). */
export const serviceAccountExchange: TokenExchange = {
  buildTokenRequest({ credential }: Target, nowMs: number): TokenRequest | null {
    const account = readServiceAccount(credential?.reveal() ?? "");
    if (account === null) return null;
    const form = new URLSearchParams({ grant_type: GRANT, assertion: assert(account, nowMs) });
    return {
      url: TOKEN_URL,
      headers: { "content-type": "application/x-www-form-urlencoded", accept: "application/json" },
      body: form.toString(),
    };
  },

  readTokenAnswer(body: unknown, nowMs: number): AccessToken {
    const answer = objectOf(body);
    const token = textOf(answer?.access_token);
    if (token === undefined || token === "") {
      throw new AppError("upstream_error", "The upstream gave no access token. Try again.", {
        internal: "a token answer without access_token",
      });
    }
    const seconds = countOf(answer?.expires_in) ?? ASSERTION_SECONDS;
    return { token: new Secret(token), expiresAtMs: nowMs + seconds * 1000 };
  },
};

/** A JWT that says who asks for what, signed with the account's key. */
function assert({ clientEmail, privateKey, privateKeyId }: ServiceAccount, nowMs: number): string {
  const issued = Math.floor(nowMs / 1000);
  const header = { alg: "RS256", typ: "JWT", ...(privateKeyId === undefined ? {} : { kid: privateKeyId }) };
  const claims = { iss: clientEmail, scope: SCOPE, aud: TOKEN_URL, iat: issued, exp: issued + ASSERTION_SECONDS };
  const signed = `${base64url(header)}.${base64url(claims)}`;
  return `${signed}.${sign(signed, privateKey)}`;
}

function sign(text: string, privateKey: string): string {
  try {
    return createSign("RSA-SHA256").update(text).sign(privateKey, "base64url");
  } catch (cause) {
    throw new AppError(
      "upstream_auth_error",
      "The stored service account has no usable private key. Tell your administrator.",
      { internal: "a service account's private_key cannot sign", cause },
    );
  }
}

function base64url(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}
