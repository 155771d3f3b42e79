/** Whether two spellings mean one issuer: operators and providers disagree about a slash at the end. */
export function isSameIssuer(one: string, other: string): boolean {
  return withoutSlash(one) === withoutSlash(other);
}

/** The issuer as paths are put behind it. */
export function withoutSlash(issuer: string): string {
  return issuer.replace(/\/$/, "");
}
