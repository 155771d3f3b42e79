import { appendAuditEvent } from "@/db/queries/audit/append-audit-event";
import { findFirstOwner } from "@/db/queries/bootstrap/find-first-owner";
import { putOperatorToken } from "@/db/queries/bootstrap/put-operator-token";
import { organization } from "@/db/schema";
import { mintApiToken } from "@/lib/crypto/bearer-token";
import { digestToken, fingerprintOf } from "@/lib/crypto/digest";
import { newId } from "@/lib/crypto/new-id";
import type { Secret } from "@/lib/crypto/secret";
import type { BootstrapDeps } from "./system-context";

const NAME = "Local operator";
/** What somebody at the machine may do without signing in: prove that the gateway enforces, and read the proof. */
const SCOPES = ["proofs:read", "proofs:run"];

/** A fresh API token for whoever can read the data directory; the one before it stops working. Null without an active owner. */
export async function issueOperatorToken({ database, keyring }: BootstrapDeps): Promise<Secret | null> {
  const [house] = await database.orm.select({ id: organization.id }).from(organization).limit(1);
  const owner = house && (await findFirstOwner(database.orm, house.id));
  if (!owner) return null;
  const token = mintApiToken();
  const id = newId("tok");
  await database.orm.transaction(async (run) => {
    await putOperatorToken(run, house.id, {
      id,
      personId: owner.id,
      name: NAME,
      digest: digestToken(token.reveal(), keyring.pepper),
      last4: token.reveal().slice(-4),
      scopes: SCOPES,
    });
    await appendAuditEvent(run, house.id, {
      actorKind: "system",
      actorId: "bootstrap",
      action: "api_tokens.issue_operator",
      targetKind: "person",
      targetId: owner.id,
      before: null,
      after: { name: NAME, scopes: SCOPES, secret: fingerprintOf(token.reveal(), keyring.pepper) },
      requestId: "bootstrap",
      clientAddress: null,
    });
  });
  return token;
}
