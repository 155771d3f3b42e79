import type { Actor } from "@/lib/auth/actor";
import { AdminError } from "@/lib/errors/admin-error";

/**
 * A mutation that rides on a cookie must prove it comes from this portal: JSON content type and our own Origin; a missing Origin is a no.
 * An API token is no ambient authority, so it needs neither. Throws AdminError `cross_site_request`.
 */
export function refuseCrossSite(request: Request, actor: Actor, publicUrl: string): void {
  if (actor.kind !== "person" || actor.via.kind !== "session") return;
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  const fromHere = request.headers.get("origin") === new URL(publicUrl).origin;
  if (fromHere && type === "application/json") return;
  throw new AdminError(
    "cross_site_request",
    `A change with a session cookie needs content-type: application/json and the origin ${new URL(publicUrl).origin}. From a script, use an API token.`,
  );
}
