import { getTeamCeilings } from "@/lib/admin/ceilings/get-team-ceilings";
import { setTeamCeilings } from "@/lib/admin/ceilings/set-team-ceilings";
import { getFourEyes } from "@/lib/admin/four-eyes/get-four-eyes";
import { setFourEyes } from "@/lib/admin/four-eyes/set-four-eyes";
import { defineRoute } from "../define-route";
import * as schemas from "../schemas/ceilings";
import { ceilingsView, fourEyesView, readCeilings, readFourEyesRules } from "../views/ceiling-view";

const tag = "ceilings";

export const ceilingsRoutes = [
  defineRoute({
    method: "get",
    path: "/teams/{teamId}/ceilings",
    tag,
    summary: "Show what a team's members get at once, and what its leads may give",
    verb: getTeamCeilings,
    params: schemas.ceilingParams,
    input: ({ params: { teamId } }) => ({ teamId }),
    answer: schemas.teamCeilings,
    render: ceilingsView,
  }),
  defineRoute({
    method: "put",
    path: "/teams/{teamId}/ceilings",
    tag,
    summary: "Say what a team's members get at once, and what its leads may give",
    verb: setTeamCeilings,
    params: schemas.ceilingParams,
    body: schemas.teamCeilings,
    input: ({ params: { teamId }, body }) => ({ teamId, ceilings: readCeilings(body) }),
    answer: schemas.teamCeilings,
    render: ceilingsView,
  }),
  defineRoute({
    method: "get",
    path: "/four-eyes",
    tag,
    summary: "Show which changes take two people",
    verb: getFourEyes,
    input: () => undefined,
    answer: schemas.fourEyes,
    render: fourEyesView,
  }),
  defineRoute({
    method: "put",
    path: "/four-eyes",
    tag,
    summary: "Say which changes take two people",
    description:
      "Such a change is refused with `needs_second_person` and asked for as an access request instead. So is making this list shorter or its amount higher.",
    verb: setFourEyes,
    body: schemas.fourEyes,
    input: ({ body }) => readFourEyesRules(body),
    answer: schemas.fourEyes,
    render: fourEyesView,
  }),
];
