import type { Secret } from "@/lib/crypto/secret";
import type { Claims } from "../claims/read-claim";

/** The provider as the operator named it. */
export interface OidcSettings {
  issuer: string;
  clientId: string;
  clientSecret: Secret;
  /** What the button says; null: the preset's name or the issuer's host. */
  name: string | null;
}

/** Somebody as the provider vouches for them, after every check. */
export interface OidcIdentity {
  issuer: string;
  subject: string;
  /** Null when the provider tells none. */
  email: string | null;
  emailVerified: boolean;
  name: string | null;
  /** What a directory that speaks SCIM may call this person, besides the subject. */
  directoryIds: readonly string[];
  claims: Claims;
}

/** Why a sign-in came to nothing; each has a sentence on the sign-in page. */
export type SignInRefusal =
  | "provider_unreachable"
  | "provider_refused"
  | "provider_wrong"
  | "answer_not_ours"
  | "not_allowed"
  | "deactivated"
  | "email_missing"
  | "email_unverified"
  | "other_identity"
  | "too_many_attempts"
  | "portal_failed";

/** Thrown inside a sign-in by the provider. `detail` is for operators and never reaches a browser. */
export class SignInRefused extends Error {
  readonly refusal: SignInRefusal;

  constructor(refusal: SignInRefusal, detail: string, cause?: unknown) {
    super(detail, cause === undefined ? undefined : { cause });
    this.name = "SignInRefused";
    this.refusal = refusal;
  }
}

/** Where the browser goes and what it asks for. */
export interface Authorization {
  /** The issuer as the provider itself spells it. */
  issuer: string;
  endpoint: string;
  scope: string;
  /** Whether the answer is an ID token, which carries a nonce. */
  hasIdToken: boolean;
}

/** What comes back with the browser, and what was kept for it. */
export interface Returned {
  code: string | undefined;
  /** RFC 9207. */
  issuer: string | undefined;
  state: { sent: string | undefined; returned: string | undefined };
  nonce: string | undefined;
  codeVerifier: string | undefined;
  redirectUri: string;
}

/** An OpenID provider to sign in with. Every request to it goes through egress. */
export interface Oidc {
  readonly name: string;
  /** Which preset its issuer belongs to; null for any other provider. */
  readonly preset: string | null;
  /** Anybody in the world can have an account there, so signing in proves nothing about belonging here. */
  readonly openToAnyone: boolean;
  readonly settings: Pick<OidcSettings, "issuer" | "clientId">;
  /** Throws SignInRefused. */
  authorization(): Promise<Authorization>;
  /** Trades the code for who it is. Throws SignInRefused. */
  identify(returned: Returned): Promise<OidcIdentity>;
}
