import type { Database } from "@/db/client";
import { consumeSignInLink, holdActivePerson } from "@/db/queries/sessions/sign-in-links";
import { isSignInToken } from "@/lib/crypto/bearer-token";
import { digestToken } from "@/lib/crypto/digest";
import type { Keyring } from "@/lib/crypto/keyring-contract";
import { openSession, type SignedIn, type Visitor } from "./open-session";

interface SignInDeps {
  database: Database;
  keyring: Pick<Keyring, "pepper">;
}

interface ShownLink {
  token: string;
  visitor: Visitor;
  /** The organization signs in with a provider: a link goes past it, and the audit log says so. */
  breakGlass: boolean;
}

/** Uses a sign-in token up and opens a session, with its audit row, in one transaction. Null when the token is not good (any more). */
export async function signInWithLink(shown: ShownLink, deps: SignInDeps): Promise<SignedIn | null> {
  const { token, visitor, breakGlass } = shown;
  if (!isSignInToken(token)) return null;
  const digest = digestToken(token, deps.keyring.pepper);
  return deps.database.orm.transaction(async (run) => {
    const link = await consumeSignInLink(run, digest);
    const person = link && (await holdActivePerson(run, link.personId));
    if (!person) return null;
    return openSession(run, person, { method: "one_time_link", visitor, breakGlass, audit: {} });
  });
}
