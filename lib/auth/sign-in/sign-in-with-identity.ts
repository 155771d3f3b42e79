import type { Database } from "@/db/client";
import { appendAuditEvent } from "@/db/queries/audit/append-audit-event";
import { findPerson, type PersonRow } from "@/db/queries/people/find-person";
import { insertPerson } from "@/db/queries/people/write-person";
import type { Runner } from "@/db/queries/runner";
import { holdActivePerson } from "@/db/queries/sessions/sign-in-links";
import { insertIdentity, touchIdentity } from "@/db/queries/sign-in/identities";
import { readSignInSettings } from "@/db/queries/sign-in/sign-in-settings";
import { lockSigningOrganization } from "@/db/queries/sign-in/signing-organization";
import { newId } from "@/lib/crypto/new-id";
import type { Oidc, OidcIdentity, SignInRefusal } from "../oidc/contract";
import { appendRefusedSignIn, SIGN_IN_ACTOR } from "./append-refused-sign-in";
import { type AuditedBy, applyJudgement } from "./apply-judgement";
import { judgePerson } from "./judge-person";
import { mayJoin } from "./may-join";
import { openSession, type SignedIn, type Visitor } from "./open-session";
import { type Recognition, recognize } from "./recognize";

type Outcome = { kind: "signed_in"; signedIn: SignedIn } | { kind: "refused"; refusal: SignInRefusal };
type Admitted = { person: PersonRow } | { refusal: SignInRefusal; why: string };

/**
 * Lets somebody in whom the provider vouches for: finds or makes the person, gives them what the rules say, and opens a session; everything with
 * its audit rows in one transaction. A refusal is written down too.
 */
export async function signInWithIdentity(
  identity: OidcIdentity,
  visitor: Visitor,
  deps: { database: Database; oidc: Pick<Oidc, "openToAnyone"> },
): Promise<Outcome> {
  return deps.database.orm.transaction(async (run) => {
    const organizationId = await lockSigningOrganization(run);
    const by: AuditedBy = {
      actorKind: "system",
      actorId: SIGN_IN_ACTOR,
      requestId: null,
      clientAddress: visitor.clientAddress,
    };
    const { openToAnyone } = deps.oidc;
    const admitted = await admit(run, organizationId, { identity, by, openToAnyone });
    if ("refusal" in admitted) {
      const targetId = `${identity.issuer} ${identity.subject}`.slice(0, 400);
      const details = { why: admitted.why, email: identity.email };
      const refused = { visitor, targetKind: "identity", targetId, reason: admitted.refusal, details } as const;
      await appendRefusedSignIn(run, organizationId, refused);
      return { kind: "refused", refusal: admitted.refusal };
    }
    const audit = { issuer: identity.issuer, subject: identity.subject };
    return {
      kind: "signed_in",
      signedIn: await openSession(run, admitted.person, { method: "oidc", visitor, breakGlass: false, audit }),
    };
  });
}

interface Arrival {
  identity: OidcIdentity;
  by: AuditedBy;
}

async function admit(
  run: Runner,
  organizationId: string,
  { identity, by, openToAnyone }: Arrival & { openToAnyone: boolean },
): Promise<Admitted> {
  const found = await recognize(run, organizationId, identity);
  if (found.kind === "refused") return found;
  const { claims } = identity;
  const verifiedEmail = identity.emailVerified ? identity.email : null;
  const personId = found.kind === "nobody" ? null : found.person.id;
  const judgement = await judgePerson(run, { organizationId, personId, claims, verifiedEmail });
  if (found.kind === "nobody") {
    const settings = await readSignInSettings(run, organizationId);
    const answer = mayJoin({ settings, identity, judgement, openToAnyone });
    if (!answer.joins) return answer;
  }
  if (personId !== null && (await holdActivePerson(run, personId)) === null) {
    return { refusal: "deactivated", why: "They were deactivated just now." };
  }
  const person = found.kind === "nobody" ? await join(run, organizationId, { identity, by }) : found.person;
  await remember(run, person, { found, identity, by });
  const { role } = await applyJudgement(run, person, { judgement, by });
  return { person: { ...person, role } };
}

async function join(run: Runner, organizationId: string, { identity, by }: Arrival): Promise<PersonRow> {
  const id = newId("per");
  const email = identity.email ?? "";
  const name = identity.name ?? email;
  await insertPerson(run, organizationId, { id, email, name, role: "member" });
  const after = { email, name, role: "member", emailVerified: identity.emailVerified };
  const event = { action: "people.join", targetKind: "person", targetId: id, before: null, after };
  await appendAuditEvent(run, organizationId, { ...by, ...event });
  const person = await findPerson(run, organizationId, id);
  if (person === null) throw new Error("somebody who just joined is not there");
  return person;
}

/** The identity is theirs from now on, with what the provider said this time. */
async function remember(
  run: Runner,
  person: PersonRow,
  { found, identity, by }: Arrival & { found: Recognition },
): Promise<void> {
  const { issuer, subject, email } = identity;
  const claims = { ...identity.claims };
  if (found.kind === "known") return touchIdentity(run, found.identityId, { email, claims });
  const { organizationId, id: personId } = person;
  await insertIdentity(run, { id: newId("idn"), organizationId, personId, issuer, subject, email, claims });
  const after = { issuer, subject, email, why: found.why };
  const event = { action: "people.link_identity", targetKind: "person", targetId: personId, before: null, after };
  await appendAuditEvent(run, organizationId, { ...by, ...event });
}
