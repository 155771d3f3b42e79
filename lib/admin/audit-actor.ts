import type { AuditActor } from "@/db/queries/audit/append-audit-event";
import type { Actor } from "@/lib/auth/actor";

/** How the audit log names the actor: an API token is named itself, its person stands behind it; who broke glass is named so. */
export function auditActor(actor: Actor): AuditActor {
  if (actor.kind === "system") return { actorKind: "system", actorId: actor.name };
  if (actor.kind === "provisioner") return { actorKind: "scim_token", actorId: actor.tokenId };
  if (actor.via.kind === "api_token") {
    return { actorKind: "api_token", actorId: actor.via.tokenId, personId: actor.personId };
  }
  if (actor.via.breakGlass) return { actorKind: "break_glass", actorId: actor.personId, personId: actor.personId };
  return { actorKind: "person", actorId: actor.personId };
}
