import { listNoticeDestinations as listRows } from "@/db/queries/notices/destinations";
import { defineRead, inOrganization } from "../define-verb";
import { withTeams } from "./locate-notice-destination";

/** Where notices go, with what became of them there. */
export const listNoticeDestinations = defineRead({
  name: "notices.list_destinations",
  permission: "notices:read",
  locate: inOrganization,
  read: async (work, _target, _input: undefined) => withTeams(work, await listRows(work.run, work.organizationId)),
});
