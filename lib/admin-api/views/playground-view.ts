import type { ShareRow, WholeShareRow } from "@/db/queries/playground/playground-shares";
import type { Actor } from "@/lib/auth/actor";
import { type PlaygroundShare, type PlaygroundShareDetail, playgroundContent } from "../schemas/playground";
import { allowedActions } from "./allowed-actions";

/** A shared conversation in a list, as the API shows it to `actor`. */
export function shareView(row: ShareRow, actor: Actor): PlaygroundShare {
  const scope = { kind: "team", teamId: row.teamId, creatorId: row.createdBy } as const;
  return {
    id: row.id,
    title: row.title,
    team: { id: row.teamId, name: row.teamName },
    project: { id: row.projectId, name: row.projectName },
    createdBy: { id: row.createdBy, name: row.creatorName },
    createdAt: row.createdAt.toISOString(),
    allowedActions: allowedActions(actor, scope, [["remove", "playground:remove"]] as const),
  };
}

/** A shared conversation with what was said. */
export function shareDetailView(row: WholeShareRow, actor: Actor): PlaygroundShareDetail {
  return { ...shareView(row, actor), content: playgroundContent.parse(row.content) };
}
