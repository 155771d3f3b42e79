import type { Claims } from "../../claims/read-claim";

/** What is particular about a provider. Every field has the standard's behaviour as its default. */
export interface Preset {
  id: string;
  /** What the sign-in button says. */
  name: string;
  /** Whether an issuer is one of theirs. */
  matches(issuer: URL): boolean;
  /** Besides `openid profile email`. */
  scopes?: readonly string[];
  /** False where the userinfo endpoint tells nothing that the ID token does not. */
  hasUserinfo?: boolean;
  /** True where anybody in the world can have an account, so signing in proves nothing about belonging here. */
  openToAnyone?: boolean;
  /** Whether the address in `claims` is known to be theirs. Default: `email_verified`. */
  vouchesForEmail?(claims: Claims): boolean;
  /** Ids by which their directory knows the person over SCIM, besides the subject. */
  directoryIds?(claims: Claims): readonly string[];
}
