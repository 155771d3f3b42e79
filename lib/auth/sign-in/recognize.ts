import { findPersonByEmail, type PersonRow } from "@/db/queries/people/find-person";
import type { Runner } from "@/db/queries/runner";
import { findPersonByDirectoryId, findPersonByIdentity, listIdentities } from "@/db/queries/sign-in/identities";
import type { OidcIdentity, SignInRefusal } from "../oidc/contract";

/** Who somebody is here. `why` is one sentence for whoever tries rules out. */
export type Recognition =
  | { kind: "known"; person: PersonRow; identityId: string; why: string }
  /** The first time with this provider: the identity will be theirs from now on. */
  | { kind: "link"; person: PersonRow; why: string }
  | { kind: "nobody"; why: string }
  | { kind: "refused"; refusal: SignInRefusal; why: string };

type Shown = Pick<OidcIdentity, "issuer" | "subject" | "email" | "emailVerified" | "directoryIds">;

/**
 * Finds the person behind an identity: by issuer and subject; the first time also by the directory's id or by an address the provider has
 * verified, if they have no identity there yet. An unverified address never leads to anybody.
 */
export async function recognize(run: Runner, organizationId: string, identity: Shown): Promise<Recognition> {
  const known = await findPersonByIdentity(run, organizationId, identity);
  if (known !== null) {
    return activeOnly({ kind: "known", ...known, why: `${known.person.name} has signed in with this subject before.` });
  }
  const listed = await findPersonByDirectoryId(run, organizationId, identity.directoryIds);
  // Whoever may provision could otherwise become an owner by handing that owner's entry their own id.
  if (listed !== null && listed.role !== "owner" && !(await hasIdentityAt(run, listed, identity.issuer))) {
    const why = `The directory provisioned ${listed.name} under this id.`;
    return activeOnly({ kind: "link", person: listed, why });
  }
  return byEmail(run, organizationId, identity);
}

async function byEmail(run: Runner, organizationId: string, identity: Shown): Promise<Recognition> {
  const { email, emailVerified, issuer } = identity;
  const person = email === null ? null : await findPersonByEmail(run, organizationId, email);
  if (person === null) return { kind: "nobody", why: "Nobody here has this subject or this address." };
  if (!emailVerified) {
    const why = `${person.name} has this address, but the provider has not verified it.`;
    return { kind: "refused", refusal: "email_unverified", why };
  }
  if (await hasIdentityAt(run, person, issuer)) {
    const why = `${person.name} has this address, but signs in under another subject of this provider.`;
    return { kind: "refused", refusal: "other_identity", why };
  }
  return activeOnly({
    kind: "link",
    person,
    why: `${person.name} has this address, and the provider has verified it.`,
  });
}

async function hasIdentityAt(run: Runner, person: PersonRow, issuer: string): Promise<boolean> {
  const identities = await listIdentities(run, person.organizationId, person.id);
  return identities.some((identity) => identity.issuer === issuer);
}

function activeOnly(found: Extract<Recognition, { person: PersonRow }>): Recognition {
  if (found.person.status === "active") return found;
  return { kind: "refused", refusal: "deactivated", why: `${found.why} ${found.person.name} is deactivated.` };
}
