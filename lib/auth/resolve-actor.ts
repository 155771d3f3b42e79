import type { Database } from "@/db/client";
import { type ActingPerson, findSessionPerson, findTokenPerson } from "@/db/queries/sessions/find-actor";
import { touchApiToken, touchSession } from "@/db/queries/sessions/touch";
import { isApiToken } from "@/lib/crypto/bearer-token";
import { digestToken } from "@/lib/crypto/digest";
import type { Keyring } from "@/lib/crypto/keyring-contract";
import { VIRTUAL_KEY_PREFIX } from "@/lib/crypto/virtual-key";
import { AdminError } from "@/lib/errors/admin-error";
import type { Entrance, PersonActor } from "./actor";
import { readSessionId } from "./session-cookie";

/** How often "last seen" is written. */
const TOUCH_MS = 60_000;

interface ResolveActorDeps {
  database: Database;
  keyring: Pick<Keyring, "pepper" | "authSecret">;
  publicUrl: string;
  now(): Date;
  /** Nobody did anything: the session is looked at, and not seen. */
  quietly?: boolean;
}

/**
 * Who makes this management request: an API token in `Authorization: Bearer`, or else the session cookie. With a bearer the cookie does
 * not exist. Everything about the person is read from the database now. Throws AdminError `unauthenticated` or `virtual_key_not_accepted`.
 */
export async function resolveActor(request: Request, deps: ResolveActorDeps): Promise<PersonActor> {
  const authorization = request.headers.get("authorization");
  return authorization === null ? fromCookie(request, deps) : fromBearer(authorization, deps);
}

async function fromBearer(authorization: string, deps: ResolveActorDeps): Promise<PersonActor> {
  const token = /^bearer +(\S+)$/i.exec(authorization)?.[1] ?? "";
  if (token.startsWith(VIRTUAL_KEY_PREFIX)) {
    throw new AdminError(
      "virtual_key_not_accepted",
      "Virtual keys work only under /api/v1. The management API takes an API token (ghp_…), made in the portal under Settings.",
    );
  }
  const found = isApiToken(token)
    ? await findTokenPerson(deps.database.orm, digestToken(token, deps.keyring.pepper))
    : null;
  if (found === null) {
    throw new AdminError(
      "unauthenticated",
      "This API token is unknown, expired or revoked. Make a new one in the portal.",
    );
  }
  const { tokenId, scopes, lastUsedAt } = found;
  if (isStale(lastUsedAt, deps)) await touchApiToken(deps.database.orm, tokenId);
  return actorOf(found, { kind: "api_token", tokenId, scopes });
}

async function fromCookie(request: Request, deps: ResolveActorDeps): Promise<PersonActor> {
  const sessionId = await readSessionId(request, deps.keyring.authSecret, deps.publicUrl);
  const found = sessionId === null ? null : await findSessionPerson(deps.database.orm, sessionId);
  if (sessionId === null || found === null) {
    throw new AdminError(
      "unauthenticated",
      "You are not signed in, or your session has ended. Sign in, or send an API token.",
    );
  }
  if (isStale(found.lastSeenAt, deps)) await touchSession(deps.database.orm, sessionId, found.personId);
  return actorOf(found, { kind: "session", sessionId, breakGlass: found.breakGlass });
}

function actorOf(found: ActingPerson, via: Entrance): PersonActor {
  const { personId, organizationId, name, email, role } = found;
  return {
    kind: "person",
    personId,
    organizationId,
    name,
    email,
    role,
    teams: new Map(Object.entries(found.teams)),
    via,
  };
}

function isStale(seenAt: Date | null, { now, quietly = false }: ResolveActorDeps): boolean {
  return !quietly && (seenAt === null || now().getTime() - seenAt.getTime() > TOUCH_MS);
}
