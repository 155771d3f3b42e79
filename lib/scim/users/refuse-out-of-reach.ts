import type { ScimUserRow } from "@/db/queries/provisioning/scim-users";
import { listIdentities } from "@/db/queries/sign-in/identities";
import type { Work } from "@/lib/admin/context";
import { isSameIssuer } from "@/lib/auth/oidc/is-same-issuer";
import { OutOfReach } from "../scim-error";
import type { WholeUser } from "./read-user";

const REMEDY =
  "An owner or admin can change that in the portal: let them sign in with the identity provider once, or make them a member under Teams & projects → People until the directory has linked them.";

/**
 * What a directory may do to somebody. `all_but_identity`: all but what leads a sign-in to them. Whoever holds a SCIM token could otherwise become an
 * owner or admin who has not signed in with the provider yet, by giving them an address or an id of their own.
 */
type Reach = "whole" | "all_but_identity" | "none";

/** Everything to those who are no owner or admin or have signed in with the provider; to others nothing, unless it made them or is linked to them. */
export async function reachOf(work: Work, { person, entry }: ScimUserRow): Promise<Reach> {
  if (person.role !== "owner" && person.role !== "admin") return "whole";
  if (await hasSignedInWithProvider(work, person.id)) return "whole";
  return entry === null ? "none" : "all_but_identity";
}

/** Throws OutOfReach for an owner or admin whom no directory may change; with `detail` first, under another status if it is to have one. */
export async function refuseOutOfReach(
  work: Work,
  row: ScimUserRow,
  { status = 403, detail = "" }: { status?: 403 | 409; detail?: string } = {},
): Promise<void> {
  if ((await reachOf(work, row)) !== "none") return;
  const { id, name } = row.person;
  const why = `${name} is an owner or admin whom this directory neither made nor is linked to, so it may not change them.`;
  throw new OutOfReach(id, { status, detail: `${detail} ${why} ${REMEDY}`.trim() });
}

/** Throws OutOfReach when an owner or admin who has not signed in with the provider would get another id or address to sign in under. */
export async function refuseLeadingAway(work: Work, row: ScimUserRow, user: WholeUser): Promise<void> {
  const { person, entry } = row;
  // An owner's address is not written at all.
  const isSameAddress = person.role === "owner" || user.email.toLowerCase() === person.email.toLowerCase();
  if (isSameAddress && user.externalId === (entry?.externalId ?? null)) return;
  if ((await reachOf(work, row)) === "whole") return;
  const why = `${person.name} is an owner or admin who has not signed in with the identity provider yet: their externalId and address stay.`;
  throw new OutOfReach(person.id, { status: 403, detail: `${why} ${REMEDY}` });
}

/** The first sign-in binds a person to their subject: another one of the same provider leads to them no more. */
async function hasSignedInWithProvider({ run, organizationId, oidc }: Work, personId: string): Promise<boolean> {
  if (oidc === null) return false;
  const identities = await listIdentities(run, organizationId, personId);
  return identities.some(({ issuer }) => isSameIssuer(issuer, oidc.settings.issuer));
}
