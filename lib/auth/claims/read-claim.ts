/** What a provider says about somebody, as it came. */
export type Claims = Readonly<Record<string, unknown>>;

/**
 * The texts a claim holds: a text, number or boolean is one, a list is each of its members. `claim` is a name as it stands, or a path such as
 * `realm_access.roles`; names with dots and slashes of their own (`https://example.com/groups`) are tried first. Empty when there is no such claim.
 */
export function readClaim(claims: Claims, claim: string): string[] {
  return textsOf(valueAt(claims, claim));
}

function valueAt(value: unknown, path: string): unknown {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return undefined;
  if (Object.hasOwn(value, path)) return (value as Claims)[path];
  for (let dot = path.indexOf("."); dot !== -1; dot = path.indexOf(".", dot + 1)) {
    const name = path.slice(0, dot);
    if (Object.hasOwn(value, name)) return valueAt((value as Claims)[name], path.slice(dot + 1));
  }
  return undefined;
}

function textsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap((member) => (Array.isArray(member) ? [] : textsOf(member)));
  if (typeof value === "string") return [value];
  return typeof value === "number" || typeof value === "boolean" ? [String(value)] : [];
}
