import type { ProjectRow } from "@/db/queries/projects/list-projects";
import type { Actor } from "@/lib/auth/actor";
import type { Permission } from "@/lib/auth/permissions";
import type { Project } from "../schemas/projects";
import { allowedActions } from "./allowed-actions";

const ACTIONS: readonly (readonly [Project["allowedActions"][number], Permission])[] = [
  ["update", "projects:update"],
  ["archive", "projects:archive"],
  ["create_key", "keys:create"],
  ["set_quota", "quotas:write"],
];

/** A project as the API shows it to `actor`. */
export function projectView(project: ProjectRow, actor: Actor): Project {
  const usable = project.archivedAt === null && project.teamArchivedAt === null;
  return {
    id: project.id,
    name: project.name,
    team: { id: project.teamId, name: project.teamName },
    costCentre: project.costCentre,
    brownOut: project.brownOut,
    createdAt: project.createdAt.toISOString(),
    archivedAt: project.archivedAt?.toISOString() ?? null,
    keyCount: project.keyCount,
    allowedActions: usable ? allowedActions(actor, { kind: "team", teamId: project.teamId }, ACTIONS) : [],
  };
}
