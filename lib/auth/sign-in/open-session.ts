import { appendAuditEvent } from "@/db/queries/audit/append-audit-event";
import type { PersonRow } from "@/db/queries/people/find-person";
import type { Runner } from "@/db/queries/runner";
import { insertSession } from "@/db/queries/sessions/sessions";
import { readSignInSettings } from "@/db/queries/sign-in/sign-in-settings";
import { newId } from "@/lib/crypto/new-id";

const USER_AGENT_CHARACTERS = 300;

/** The browser that signs in, for the list of sessions and the audit log. */
export interface Visitor {
  userAgent: string | null;
  clientAddress: string | null;
}

/** A browser that has just shown who it is. */
export interface SignedIn {
  personId: string;
  sessionId: string;
}

interface Entry {
  method: "one_time_link" | "oidc";
  visitor: Visitor;
  /** It goes past the provider. */
  breakGlass: boolean;
  /** For the audit log: how it was. */
  audit: Record<string, unknown>;
}

/** Opens a session with its audit row, in the caller's transaction. */
export async function openSession(run: Runner, person: PersonRow, entry: Entry): Promise<SignedIn> {
  const { method, visitor, breakGlass } = entry;
  const settings = await readSignInSettings(run, person.organizationId);
  const sessionId = newId("ses");
  const userAgent = visitor.userAgent?.slice(0, USER_AGENT_CHARACTERS) ?? null;
  await insertSession(run, {
    id: sessionId,
    personId: person.id,
    userAgent,
    clientAddress: visitor.clientAddress,
    method,
    breakGlass,
    hours: person.role === "member" ? settings.memberHours : settings.adminHours,
  });
  await appendAuditEvent(run, person.organizationId, {
    ...(breakGlass ? { actorKind: "break_glass", personId: person.id } : { actorKind: "person" }),
    actorId: person.id,
    action: "session.sign_in",
    targetKind: "session",
    targetId: sessionId,
    before: null,
    after: { method, userAgent, ...entry.audit },
    requestId: null,
    clientAddress: visitor.clientAddress,
  });
  return { personId: person.id, sessionId };
}
