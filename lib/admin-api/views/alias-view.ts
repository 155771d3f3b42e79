import type { AliasRow } from "@/db/queries/aliases/list-aliases";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/authorize";
import type { Alias } from "../schemas/aliases";

/** An alias as the API shows it to `actor`. */
export function aliasView(row: AliasRow, actor: Actor): Alias {
  const scope =
    row.teamId === null ? ({ kind: "organization" } as const) : { kind: "team" as const, teamId: row.teamId };
  return {
    id: row.id,
    name: row.name,
    model: row.modelName,
    project: row.projectId === null ? null : { id: row.projectId, name: row.projectName ?? row.projectId },
    createdAt: row.createdAt.toISOString(),
    allowedActions: may(actor, "aliases:write", scope) ? ["update", "remove"] : [],
  };
}
