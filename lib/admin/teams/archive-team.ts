import { lockTeam } from "@/db/queries/teams/find-team";
import { archiveTeamRow } from "@/db/queries/teams/write-team";
import { AdminError } from "@/lib/errors/admin-error";
import { defineChange } from "../define-verb";
import { locateTeam, readTeamDetail } from "./team-detail";

/** Puts a team away for good. Refused while a project of it is not archived, so that no key dies unseen. */
export const archiveTeam = defineChange({
  name: "teams.archive",
  permission: "teams:archive",
  seenWith: "teams:read",
  kind: "team",
  policy: "enforced",
  locate: locateTeam,
  async change(work, { id }, _input: { teamId: string }) {
    const team = await lockTeam(work.run, work.organizationId, id);
    if (team?.archivedAt !== null) throw new AdminError("conflict", "The team is archived already.");
    if (team.projectCount > 0) {
      throw new AdminError("in_use", `Archive its ${team.projectCount} projects first; their keys stop working then.`);
    }
    await archiveTeamRow(work.run, work.organizationId, id);
    return {
      result: await readTeamDetail(work, id),
      audit: { targetKind: "team", targetId: id, before: { archived: false }, after: { archived: true } },
    };
  },
});
