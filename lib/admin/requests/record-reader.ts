import type { RecordScope } from "@/db/queries/requests/record-scope";
import { teamsWith } from "@/lib/auth/authorize";
import type { Permission } from "@/lib/auth/permissions";
import type { Work } from "../context";

/** The records an actor may read: those of the teams in which they hold `permission`, or all with those of nobody's key. */
export function readableRecords(work: Work, permission: Permission): RecordScope {
  const teams = teamsWith(work.actor, permission);
  return { organizationId: work.organizationId, teamIds: teams === "all" ? null : teams };
}
