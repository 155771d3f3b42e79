import type { RecordInterest } from "@/db/queries/requests/follow-records";
import type { LiveRequestFilter } from "@/lib/admin-api/schemas/live-requests";
import type { Actor } from "@/lib/auth/actor";
import { personIdOf } from "@/lib/auth/actor";
import { authorize, teamsWith } from "@/lib/auth/authorize";
import { anywhere, defineRead } from "../define-verb";
import { readFilter } from "./read-filter";
import { readTailCursor } from "./tail-cursor";
import type { FollowWish } from "./watch-contract";

/** What a person may watch, narrowed as they ask: the same calls that their list shows. */
export const followRequests = defineRead({
  name: "requests.follow",
  permission: "requests:read",
  locate: anywhere,
  async read({ actor }, _target, { after, ...filter }: LiveRequestFilter): Promise<FollowWish> {
    return {
      personId: personIdOf(actor) ?? "",
      interest: { scope: watchedBy(actor), filter: readFilter(filter) },
      since: after === undefined ? null : readTailCursor(after),
    };
  },
});

/** The records an actor may watch now. Throws AdminError `forbidden`. */
export function watchedBy(actor: Actor): RecordInterest["scope"] {
  authorize(actor, "requests:read", { kind: "anywhere" });
  const teams = teamsWith(actor, "requests:read");
  return { organizationId: actor.organizationId, teamIds: teams === "all" ? null : teams };
}
