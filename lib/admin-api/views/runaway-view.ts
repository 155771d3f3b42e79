import type { FlagRow } from "@/db/queries/runaway/list-flags";
import type { Actor } from "@/lib/auth/actor";
import type { RunawayFlag } from "../schemas/runaway";
import { allowedActions } from "./allowed-actions";

/** A flag as the API shows it to `actor`. */
export function runawayFlagView(flag: FlagRow, actor: Actor): RunawayFlag {
  const scope = { kind: "team", teamId: flag.teamId } as const;
  const action = [[flag.paused ? "resume" : "dismiss", "keys:resume"]] as const;
  return {
    id: flag.id,
    key: { id: flag.keyId, name: flag.keyName },
    project: { id: flag.projectId, name: flag.projectName },
    team: { id: flag.teamId, name: flag.teamName },
    kind: flag.kind,
    reason: flag.reason,
    detail: flag.detail,
    paused: flag.paused,
    raisedAt: flag.raisedAt.toISOString(),
    resolvedAt: flag.resolvedAt?.toISOString() ?? null,
    resolvedBy: flag.resolvedBy === null ? null : { id: flag.resolvedBy, name: flag.resolverName ?? flag.resolvedBy },
    allowedActions: flag.resolvedAt === null ? allowedActions(actor, scope, action) : [],
  };
}
