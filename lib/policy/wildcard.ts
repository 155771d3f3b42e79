/** Ends a name that stands for every name below it: `openai/*`. */
const WILDCARD = "/*";
/** Names below a wildcard go into paths and bodies of upstreams: no empty or dotted steps, nothing that needs an escape. */
const BELOW = /^[A-Za-z0-9@][A-Za-z0-9._:@-]*(?:\/[A-Za-z0-9@][A-Za-z0-9._:@-]*)*$/;
const MAX_NAME_CHARS = 200;

/** Whether a model's name, or a line of a key's list, stands for every name below it. */
export function isWildcard(name: string): boolean {
  return name.endsWith(WILDCARD);
}

/** What `name` has below the wildcard, such as `gpt-5` for `openai/*` and `openai/gpt-5`; null when it is not below it. */
export function partBelow(wildcard: string, name: string): string | null {
  const prefix = wildcard.slice(0, -1);
  if (name.length > MAX_NAME_CHARS || !name.startsWith(prefix)) return null;
  const part = name.slice(prefix.length);
  return BELOW.test(part) ? part : null;
}

/** Whether an upstream name with a `*` becomes `name` for some name below its wildcard. */
export function coversUpstream(pattern: string, name: string): boolean {
  const [before, after] = pattern.split("*");
  if (before === undefined || after === undefined || !name.startsWith(before) || !name.endsWith(after)) return false;
  return BELOW.test(name.slice(before.length, name.length - after.length));
}

/** Whether a key's list allows a model name: `*` is every model, `openai/*` every one below it, an empty list is none. */
export function isAllowed(allowed: readonly string[], name: string): boolean {
  if (allowed.includes("*") || allowed.includes(name)) return true;
  return allowed.some((line) => isWildcard(line) && partBelow(line, name) !== null);
}
