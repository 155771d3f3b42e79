import { AppError } from "@/lib/errors/app-error";

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

/**
 * Refuses JSON in which any object has two members of one name, at any depth: readers differ in which of them they take. For valid JSON
 * that was bounded before; only for bodies that may name what a provider's account keeps, as every name is looked at. Throws AppError
 * `invalid_json`.
 */
export function refuseDoubled(bytes: Buffer): void {
  const open: Set<string>[] = [];
  let last = "";
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === QUOTE) {
      const end = stringEnd(bytes, at);
      last = isKey(bytes, end) ? nameOf(bytes, at, end) : "";
      at = end;
    } else if (byte === COLON) note(last, open.at(-1));
    else if (byte === OPEN_BRACE) open.push(new Set());
    else if (byte === CLOSE_BRACE) open.pop();
  }
}

function note(name: string, names: Set<string> | undefined): void {
  if (names?.has(name) === true) {
    const short = name.slice(0, 60);
    throw new AppError("invalid_json", `An object in the body has the key "${short}" twice. Send it once.`, {
      param: short,
    });
  }
  names?.add(name);
}

function stringEnd(bytes: Buffer, start: number): number {
  let end = bytes.indexOf(QUOTE, start + 1);
  while (end !== -1 && isEscaped(bytes, end)) end = bytes.indexOf(QUOTE, end + 1);
  return end === -1 ? bytes.length : end;
}

function isEscaped(bytes: Buffer, quote: number): boolean {
  let at = quote - 1;
  while (bytes[at] === BACKSLASH) at--;
  return (quote - at) % 2 === 0;
}

function isKey(bytes: Buffer, end: number): boolean {
  let at = end + 1;
  while ((bytes[at] ?? QUOTE) <= 0x20) at++;
  return bytes[at] === COLON;
}

function nameOf(bytes: Buffer, start: number, end: number): string {
  const raw = bytes.toString("utf8", start + 1, end);
  return raw.includes("\\") ? String(JSON.parse(`"${raw}"`)) : raw;
}
