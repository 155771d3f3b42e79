import type { Database } from "@/db/client";
import { appendAuditEvent } from "@/db/queries/audit/append-audit-event";
import { insertSession } from "@/db/queries/sessions/sessions";
import { consumeSignInLink, findActivePerson } from "@/db/queries/sessions/sign-in-links";
import { isSignInToken } from "@/lib/crypto/bearer-token";
import { digestToken } from "@/lib/crypto/digest";
import type { Keyring } from "@/lib/crypto/keyring-contract";
import { newId } from "@/lib/crypto/new-id";
import type { OrganizationRole } from "./permissions";

/** Absolute length of a session; who can change everything signs in more often. */
const SESSION_HOURS: Record<OrganizationRole, number> = { owner: 12, admin: 12, auditor: 12, member: 168 };
export const LONGEST_SESSION_HOURS = Math.max(...Object.values(SESSION_HOURS));
const USER_AGENT_CHARACTERS = 300;

interface SignInDeps {
  database: Database;
  keyring: Pick<Keyring, "pepper">;
}

/** A browser that has just shown a good link. */
export interface SignedIn {
  personId: string;
  sessionId: string;
}

/** Uses a sign-in token up and opens a session, with its audit row, in one transaction. Null when the token is not good (any more). */
export async function signIn(token: string, userAgent: string | null, deps: SignInDeps): Promise<SignedIn | null> {
  if (!isSignInToken(token)) return null;
  const digest = digestToken(token, deps.keyring.pepper);
  return deps.database.orm.transaction(async (run) => {
    const link = await consumeSignInLink(run, digest);
    const person = link && (await findActivePerson(run, link.personId));
    if (!person) return null;
    const sessionId = newId("ses");
    const shownAgent = userAgent?.slice(0, USER_AGENT_CHARACTERS) ?? null;
    await insertSession(run, {
      id: sessionId,
      personId: person.id,
      userAgent: shownAgent,
      hours: SESSION_HOURS[person.role],
    });
    await appendAuditEvent(run, person.organizationId, {
      actorKind: "person",
      actorId: person.id,
      action: "session.sign_in",
      targetKind: "session",
      targetId: sessionId,
      before: null,
      after: { userAgent: shownAgent },
      requestId: null,
      clientAddress: null,
    });
    return { personId: person.id, sessionId };
  });
}
