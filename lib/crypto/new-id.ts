import { randomFillSync } from "node:crypto";
import { BASE62, toBase62 } from "./base62";

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
  | "als"
  | "dep"
  | "prc"
  | "quo"
  | "gra"
  | "lse"
  | "req"
  | "prf"
  | "flg"
  | "chk"
  | "dst"
  | "ntc"
  | "ntd"
  | "dlv"
  | "alt"
  | "rev"
  | "rvi"
  | "arq"
  | "cmt"
  | "idn"
  | "sct"
  | "grp"
  | "spl"
  | "pgs"
  | "dk"
  | "rvw"
  | "exp"
  | "era";

const TIME_CHARS = 8;
const RANDOM_CHARS = 17;
const pool = Buffer.alloc(RANDOM_CHARS * 512);
let poolOffset = pool.length;
let timeAt = 0;
let timeText = "";

/**
 * A new id such as `key_02vXq…`: the prefix says what it names, a millisecond time makes it sortable, 17 random characters
 * (about 100 bits) make it unique. Never a secret. The gateway makes one per call, so both halves are made from prepared parts.
 */
export function newId(prefix: IdPrefix): string {
  return `${prefix}_${timePart()}${randomPart()}`;
}

function timePart(): string {
  const now = Date.now();
  if (now !== timeAt) {
    timeAt = now;
    timeText = toBase62(BigInt(now), TIME_CHARS);
  }
  return timeText;
}

/** One system call fills many ids. */
function randomPart(): string {
  if (poolOffset === pool.length) {
    randomFillSync(pool);
    poolOffset = 0;
  }
  let text = "";
  for (const end = poolOffset + RANDOM_CHARS; poolOffset < end; poolOffset++) {
    text += BASE62.charAt((pool[poolOffset] ?? 0) % 62);
  }
  return text;
}
