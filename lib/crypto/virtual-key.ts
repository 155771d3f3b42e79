import { randomBytes } from "node:crypto";
import { toBase62 } from "./base62";
import { hasValidChecksum, mintCheckedToken } from "./checked-token";
import { Secret } from "./secret";

const SHAPE = /^gk_live_([0-9A-Za-z]{8})_[0-9A-Za-z]{43}_[0-9A-Za-z]{6}$/;
const PUBLIC_ID_CHARACTERS = 8;
const PUBLIC_ID_SPACE = 62n ** BigInt(PUBLIC_ID_CHARACTERS);

/** How long every virtual key is. */
export const VIRTUAL_KEY_CHARACTERS = 67;

/** What starts every virtual key, for saying "wrong door" and for secret scanners. */
export const VIRTUAL_KEY_PREFIX = "gk_";

/** A public id for a new key: 8 base62 characters, safe to show and to log. */
export function newPublicId(): string {
  return toBase62(BigInt(`0x${randomBytes(12).toString("hex")}`) % PUBLIC_ID_SPACE, PUBLIC_ID_CHARACTERS);
}

/** How every secret of a key starts: `gk_live_<public id>_`. */
export function virtualKeyStart(publicId: string): string {
  return `gk_live_${publicId}_`;
}

/** A new secret of the key with this public id. */
export function mintVirtualKeySecret(publicId: string): Secret {
  return new Secret(mintCheckedToken(virtualKeyStart(publicId)));
}

/** The public id inside a virtual key of right shape and checksum; null for anything else. */
export function parseVirtualKey(text: string): { publicId: string; full: string } | null {
  const publicId = SHAPE.exec(text)?.[1];
  return publicId !== undefined && hasValidChecksum(text) ? { publicId, full: text } : null;
}
