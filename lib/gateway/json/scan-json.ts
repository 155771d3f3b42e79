import { AppError } from "@/lib/errors/app-error";

/** Where one top-level member sits in the bytes: key without quotes, offsets of the key's first quote and of its value. */
export interface MemberSpan {
  key: string;
  keyStart: number;
  valueStart: number;
  /** One past the value's last byte. */
  valueEnd: number;
}

export interface JsonScan {
  members: MemberSpan[];
  /** Offset of the closing brace of the top-level object; -1 when the text is no object. */
  objectEnd: number;
}

export interface ScanLimits {
  maxDepth: number;
  maxKeys: number;
  /** Top-level keys that may appear once only, because policy and upstream must read the same one. */
  uniqueKeys: ReadonlySet<string>;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;
const COMMA = 0x2c;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const SPACE = 0x20;

/**
 * One pass over JSON bytes before anything parses them: bounds depth and number of keys, refuses `__proto__` keys
 * anywhere and doubled top-level keys, and notes where each top-level member lies so the relay lane can splice
 * bytes. It does not prove the text valid: `JSON.parse` does that next. Throws AppError `invalid_json`.
 */
export function scanJson(bytes: Buffer, limits: ScanLimits): JsonScan {
  return new JsonScanner(bytes, limits).scan();
}

class JsonScanner {
  readonly #bytes: Buffer;
  readonly #limits: ScanLimits;
  readonly #members: MemberSpan[] = [];
  #depth = 0;
  #keys = 0;
  #objectEnd = -1;
  #stringStart = -1;
  #stringEnd = -1;
  #open: { key: string; keyStart: number; valueStart: number } | null = null;
  #topIsObject = false;

  constructor(bytes: Buffer, limits: ScanLimits) {
    this.#bytes = bytes;
    this.#limits = limits;
  }

  scan(): JsonScan {
    const { length } = this.#bytes;
    for (let at = 0; at < length; at++) {
      const byte = this.#bytes[at];
      if (byte === QUOTE) at = this.#string(at);
      else if (byte === COLON) this.#key(at);
      else if (byte === COMMA) this.#endMember(at);
      else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) this.#enter(byte);
      else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) this.#leave(at);
    }
    return { members: this.#members, objectEnd: this.#objectEnd };
  }

  #string(start: number): number {
    let end = this.#bytes.indexOf(QUOTE, start + 1);
    while (end !== -1 && this.#isEscaped(end)) end = this.#bytes.indexOf(QUOTE, end + 1);
    this.#stringStart = start;
    this.#stringEnd = end === -1 ? this.#bytes.length : end;
    return this.#stringEnd;
  }

  #isEscaped(quote: number): boolean {
    let at = quote - 1;
    while (this.#bytes[at] === BACKSLASH) at--;
    return (quote - at) % 2 === 0;
  }

  #key(colon: number): void {
    this.#keys++;
    if (this.#keys > this.#limits.maxKeys) {
      throw new AppError("invalid_json", `The JSON body has more than ${this.#limits.maxKeys} keys. Send fewer.`);
    }
    const isTop = this.#depth === 1 && this.#topIsObject;
    if (!isTop && !this.#mayBeProto()) return;
    const key = this.#lastString();
    if (key === "__proto__") throw new AppError("invalid_json", 'The JSON body has a "__proto__" key. Remove it.');
    if (!isTop) return;
    if (this.#limits.uniqueKeys.has(key) && this.#members.some((member) => member.key === key)) {
      throw new AppError("invalid_json", `The JSON body has the key "${key}" twice. Send it once.`, { param: key });
    }
    this.#open = { key, keyStart: this.#stringStart, valueStart: this.#skipSpace(colon + 1) };
  }

  /** `__proto__` is 9 bytes; escaped spellings of it are longer. */
  #mayBeProto(): boolean {
    const length = this.#stringEnd - this.#stringStart - 1;
    if (length < 9 || length > 54) return false;
    const first = this.#bytes[this.#stringStart + 1];
    return first === 0x5f || first === BACKSLASH;
  }

  #lastString(): string {
    const raw = this.#bytes.toString("utf8", this.#stringStart + 1, this.#stringEnd);
    if (!raw.includes("\\")) return raw;
    try {
      const decoded: unknown = JSON.parse(`"${raw}"`);
      return typeof decoded === "string" ? decoded : raw;
    } catch (cause) {
      throw new AppError("invalid_json", "The body is not valid JSON: a key has a broken escape.", { cause });
    }
  }

  #enter(byte: number): void {
    if (this.#depth === 0) this.#topIsObject = byte === OPEN_BRACE;
    this.#depth++;
    if (this.#depth > this.#limits.maxDepth) {
      throw new AppError(
        "invalid_json",
        `The JSON body is nested deeper than ${this.#limits.maxDepth} levels. Flatten it.`,
      );
    }
  }

  #leave(at: number): void {
    if (this.#depth === 1) {
      this.#endMember(at);
      if (this.#topIsObject) this.#objectEnd = at;
    }
    this.#depth--;
  }

  #endMember(at: number): void {
    if (this.#depth !== 1 || this.#open === null) return;
    this.#members.push({ ...this.#open, valueEnd: this.#trimSpace(at) });
    this.#open = null;
  }

  #skipSpace(from: number): number {
    let at = from;
    while ((this.#bytes[at] ?? QUOTE) <= SPACE) at++;
    return at;
  }

  #trimSpace(end: number): number {
    let at = end;
    while ((this.#bytes[at - 1] ?? QUOTE) <= SPACE) at--;
    return at;
  }
}
