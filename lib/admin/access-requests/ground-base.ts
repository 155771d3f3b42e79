import type { RequestSubject } from "@/db/queries/access-requests/list-requests";
import type { Scope } from "@/lib/auth/authorize";
import type { Permission } from "@/lib/auth/permissions";

/** What every proposal is about has. */
export interface GroundBase {
  subject: { kind: RequestSubject; id: string; name: string };
  team: { id: string; name: string } | null;
  /** Where somebody who asks must be. */
  askedIn: Scope;
  /** What they must be able to do besides asking. */
  needs?: Permission;
  /** As it stands now; part of what an approval is bound to. */
  now: Record<string, unknown>;
}
