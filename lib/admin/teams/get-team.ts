import { defineRead } from "../define-verb";
import { locateTeam, readTeamDetail } from "./team-detail";

/** One team with its members. */
export const getTeam = defineRead({
  name: "teams.get",
  permission: "teams:read",
  kind: "team",
  locate: locateTeam,
  read: (work, team) => readTeamDetail(work, team.id),
});
