import { hasValidChecksum, mintCheckedToken } from "./checked-token";
import { Secret } from "./secret";

const LINK_SHAPE = /^ghl_[0-9A-Za-z]{43}_[0-9A-Za-z]{6}$/;
const SCIM_SHAPE = /^ghs_[0-9A-Za-z]{43}_[0-9A-Za-z]{6}$/;
const BEARER_SHAPE = /^[\x21-\x7e]{20,200}$/;

/** A new `ghp_…` token for the management API. */
export function mintApiToken(): Secret {
  return new Secret(mintCheckedToken("ghp_"));
}

/** A new `ghl_…` token for one sign-in link. */
export function mintSignInToken(): Secret {
  return new Secret(mintCheckedToken("ghl_"));
}

/** Whether `text` can be a sign-in token: shape and checksum, without asking the database. */
export function isSignInToken(text: string): boolean {
  return LINK_SHAPE.test(text) && hasValidChecksum(text);
}

/** A new `ghs_…` token for a directory that provisions people. */
export function mintScimToken(): Secret {
  return new Secret(mintCheckedToken("ghs_"));
}

/** Whether `text` can be a SCIM token: shape and checksum, without asking the database. */
export function isScimToken(text: string): boolean {
  return SCIM_SHAPE.test(text) && hasValidChecksum(text);
}

/** Whether `text` can be an API token. One of ours (`ghp_`) must have its checksum; the operator's bootstrap token has any visible characters. */
export function isApiToken(text: string): boolean {
  return BEARER_SHAPE.test(text) && (!text.startsWith("ghp_") || hasValidChecksum(text));
}
