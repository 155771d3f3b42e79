import { appendAuditEvent } from "@/db/queries/audit/append-audit-event";
import { findFirstOwner } from "@/db/queries/bootstrap/find-first-owner";
import { insertSignInLink } from "@/db/queries/sessions/sign-in-links";
import { auditActor } from "@/lib/admin/audit-actor";
import type { AdminContext } from "@/lib/admin/context";
import { mintSignInToken } from "@/lib/crypto/bearer-token";
import { digestToken, fingerprintOf } from "@/lib/crypto/digest";
import { newId } from "@/lib/crypto/new-id";
import type { Secret } from "@/lib/crypto/secret";

/** A one-time sign-in token for the organization's first owner, good for 30 minutes; null when no owner is active. */
export async function issueOwnerLink(context: AdminContext): Promise<Secret | null> {
  const { actor, database, keyring, requestId } = context;
  return database.orm.transaction(async (run) => {
    const owner = await findFirstOwner(run, actor.organizationId);
    if (owner === null) return null;
    const token = mintSignInToken();
    const id = newId("lnk");
    await insertSignInLink(run, { id, personId: owner.id, tokenDigest: digestToken(token.reveal(), keyring.pepper) });
    await appendAuditEvent(run, actor.organizationId, {
      ...auditActor(actor),
      action: "people.issue_owner_link",
      targetKind: "person",
      targetId: owner.id,
      before: null,
      after: { link: id, secret: fingerprintOf(token.reveal(), keyring.pepper) },
      requestId,
      clientAddress: null,
    });
    return token;
  });
}
