import { markRead } from "@/db/queries/notices/my-notices";
import { defineChange, inOrganization } from "../define-verb";
import { personActorOf } from "../person-actor-of";

/** Marks what I was told as seen: these notices, or with null all. */
export const readMyNotices = defineChange({
  name: "notices.read_mine",
  permission: "me:write",
  policy: "not_enforced",
  locate: inOrganization,
  async change(work, _target, { noticeIds }: { noticeIds: readonly string[] | null }) {
    const { personId } = personActorOf(work);
    const read = await markRead(work.run, personId, noticeIds);
    return { result: { read }, audit: { targetKind: "person", targetId: personId, before: null, after: { read } } };
  },
});
