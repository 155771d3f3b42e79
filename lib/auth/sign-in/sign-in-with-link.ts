import type { Database } from "@/db/client";
import type { Runner } from "@/db/queries/runner";
import { consumeSignInLink, findSignInLink, holdActivePerson } from "@/db/queries/sessions/sign-in-links";
import { findSigningOrganization } from "@/db/queries/sign-in/signing-organization";
import { isSignInToken } from "@/lib/crypto/bearer-token";
import { digestToken } from "@/lib/crypto/digest";
import type { Keyring } from "@/lib/crypto/keyring-contract";
import { appendRefusedSignIn, type LinkRefusal } from "./append-refused-sign-in";
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

/**
 * Uses a sign-in token up and opens a session, with its audit row, in one transaction. Null when the token is not good (any more), which is
 * written down unless it never was a token of ours.
 */
export async function signInWithLink(shown: ShownLink, deps: SignInDeps): Promise<SignedIn | null> {
  const { token, visitor, breakGlass } = shown;
  if (!isSignInToken(token)) return null;
  const digest = digestToken(token, deps.keyring.pepper);
  return deps.database.orm.transaction(async (run) => {
    const link = await consumeSignInLink(run, digest);
    const person = link && (await holdActivePerson(run, link.personId));
    if (!person) {
      await refuse(run, digest, shown);
      return null;
    }
    return openSession(run, person, { method: "one_time_link", visitor, breakGlass, audit: {} });
  });
}

async function refuse(run: Runner, digest: Uint8Array, { visitor, breakGlass }: ShownLink): Promise<void> {
  const link = await findSignInLink(run, digest);
  const organizationId = link?.person.organizationId ?? (await findSigningOrganization(run));
  await appendRefusedSignIn(run, organizationId, {
    visitor,
    targetKind: "sign_in_link",
    targetId: link?.id ?? "unknown",
    reason: reasonOf(link),
    details: { method: "one_time_link", breakGlass, personId: link?.person.id ?? null },
  });
}

function reasonOf(link: Awaited<ReturnType<typeof findSignInLink>>): LinkRefusal {
  if (link === null) return "link_unknown";
  if (link.person.status !== "active") return "deactivated";
  return link.isOver ? "link_over" : "link_used";
}
