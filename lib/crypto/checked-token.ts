import { randomBytes } from "node:crypto";
import { crc32 } from "node:zlib";
import { toBase62 } from "./base62";

const SECRET_BYTES = 32;
const SECRET_CHARACTERS = 43;
const CHECKSUM_CHARACTERS = 6;

/** `<start><43 base62 characters = 256 random bits>_<6 base62 characters of CRC-32 over all before>`. */
export function mintCheckedToken(start: string): string {
  const secret = toBase62(BigInt(`0x${randomBytes(SECRET_BYTES).toString("hex")}`), SECRET_CHARACTERS);
  return `${start}${secret}_${checksumOf(`${start}${secret}`)}`;
}

/** Whether the last six characters are the checksum of the rest: typing errors and garbage cost no database work. */
export function hasValidChecksum(token: string): boolean {
  const body = token.slice(0, -(CHECKSUM_CHARACTERS + 1));
  return token.endsWith(`_${checksumOf(body)}`);
}

function checksumOf(text: string): string {
  return toBase62(BigInt(crc32(text)), CHECKSUM_CHARACTERS);
}
