import { randomBytes } from "node:crypto";
import { toBase62 } from "./base62";

export type IdPrefix =
  | "org"
  | "per"
  | "ses"
  | "lnk"
  | "tok"
  | "team"
  | "prj"
  | "key"
  | "sec"
  | "prv"
  | "crd"
  | "mdl"
  | "dep"
  | "prc"
  | "quo"
  | "lse"
  | "req"
  | "dk";

const RANDOM_BYTES = 12;
const RANDOM_POOL_BYTES = 6144;
let pool = Buffer.alloc(0);
let poolOffset = 0;

/** A new id such as `key_02vXq…`: the prefix says what it names, a millisecond time makes it sortable, 96 random bits make it unique. Never a secret. */
export function newId(prefix: IdPrefix): string {
  return `${prefix}_${toBase62(BigInt(Date.now()), 8)}${toBase62(takeRandom(), 17)}`;
}

/** One system call fills many ids: the gateway makes one per request. */
function takeRandom(): bigint {
  if (poolOffset + RANDOM_BYTES > pool.length) {
    pool = randomBytes(RANDOM_POOL_BYTES);
    poolOffset = 0;
  }
  const value = (BigInt(pool.readUIntBE(poolOffset, 6)) << 48n) | BigInt(pool.readUIntBE(poolOffset + 6, 6));
  poolOffset += RANDOM_BYTES;
  return value;
}
