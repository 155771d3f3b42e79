import type { Runner } from "@/db/queries/runner";
import { insertSignInLink } from "@/db/queries/sessions/sign-in-links";
import { mintSignInToken } from "@/lib/crypto/bearer-token";
import { digestToken } from "@/lib/crypto/digest";
import type { Keyring } from "@/lib/crypto/keyring-contract";
import { newId } from "@/lib/crypto/new-id";
import { Secret } from "@/lib/crypto/secret";

interface SignInLinkDeps {
  keyring: Pick<Keyring, "pepper">;
  /** Origin of the portal without a slash at the end. */
  publicUrl: string;
}

/** A link that signs `personId` in once, within 30 minutes. Only its digest is kept, so this is the one moment its address is known. */
export async function createSignInLink(
  run: Runner,
  personId: string,
  deps: SignInLinkDeps,
): Promise<{ id: string; url: Secret; expiresAt: Date }> {
  const token = mintSignInToken();
  const id = newId("lnk");
  const tokenDigest = digestToken(token.reveal(), deps.keyring.pepper);
  const { expiresAt } = await insertSignInLink(run, { id, personId, tokenDigest });
  // In the fragment, because that part of an address reaches no server, no log and no Referer header.
  return { id, url: new Secret(`${deps.publicUrl}/sign-in/link#token=${token.reveal()}`), expiresAt };
}
