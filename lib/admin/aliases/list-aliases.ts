import { listAliases as listAliasRows } from "@/db/queries/aliases/list-aliases";
import { teamsWith } from "@/lib/auth/authorize";
import { anywhere, defineRead } from "../define-verb";

/** More aliases than this would be no help to anybody. */
const MOST = 2_000;

/** The organization's aliases, and those of projects the actor may see, by name. */
export const listAliases = defineRead({
  name: "aliases.list",
  permission: "models:read",
  locate: anywhere,
  read: (work, _target, input: { projectId: string | null }) =>
    listAliasRows(work.run, work.organizationId, {
      teamIds: teamsWith(work.actor, "projects:read"),
      projectId: input.projectId,
      limit: MOST,
    }),
});
