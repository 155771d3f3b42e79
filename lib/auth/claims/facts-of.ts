import type { Claims } from "./read-claim";

/** Names that only Gatehouse itself fills; a provider that sends them is not believed. */
const OURS = ["scim_groups", "email_domain"] as const;

interface FactSources {
  claims: Claims;
  /** Null unless the provider vouches for it. */
  verifiedEmail: string | null;
  /** Names and external ids of the directory's groups that somebody is in. */
  scimGroups: readonly string[];
}

/** What rules judge: the provider's claims, with `email_domain` (of a verified address only) and `scim_groups` in place of its own. */
export function factsOf({ claims, verifiedEmail, scimGroups }: FactSources): Claims {
  const theirs = Object.entries(claims).filter(([name]) => !OURS.some((ours) => ours === name));
  const domain = verifiedEmail?.split("@").at(-1)?.toLowerCase();
  return {
    ...Object.fromEntries(theirs),
    ...(domain === undefined ? {} : { email_domain: domain }),
    ...(scimGroups.length > 0 ? { scim_groups: [...scimGroups] } : {}),
  };
}
