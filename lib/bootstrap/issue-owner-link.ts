import { findFirstOwner } from "@/db/queries/bootstrap/find-first-owner";
import { insertSignInLink } from "@/db/queries/sessions/sign-in-links";
import type { AdminContext } from "@/lib/admin/context";
import { mintSignInToken } from "@/lib/crypto/bearer-token";
import { digestToken } from "@/lib/crypto/digest";
import { newId } from "@/lib/crypto/new-id";
import type { Secret } from "@/lib/crypto/secret";

/** A one-time sign-in token for the organization's first owner, good for 30 minutes; null when no owner is active. */
export async function issueOwnerLink(context: AdminContext): Promise<Secret | null> {
  const { orm } = context.database;
  const owner = await findFirstOwner(orm, context.actor.organizationId);
  if (owner === null) return null;
  const token = mintSignInToken();
  const tokenDigest = digestToken(token.reveal(), context.keyring.pepper);
  await insertSignInLink(orm, { id: newId("lnk"), personId: owner.id, tokenDigest });
  return token;
}
