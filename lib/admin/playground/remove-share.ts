import { deleteShare } from "@/db/queries/playground/playground-shares";
import { defineChange } from "../define-verb";
import { locateShare } from "./locate-share";

/** Takes a shared conversation away: its link leads nowhere from then on. */
export const removeShare = defineChange({
  name: "playground.remove_share",
  permission: "playground:remove",
  seenWith: "playground:read",
  kind: "conversation",
  policy: "not_enforced",
  locate: locateShare,
  async change(work, { id, title, projectId }, _input: { shareId: string }) {
    await deleteShare(work.run, work.organizationId, id);
    const before = { title, project: projectId };
    return { result: undefined, audit: { targetKind: "playground_share", targetId: id, before, after: null } };
  },
});
