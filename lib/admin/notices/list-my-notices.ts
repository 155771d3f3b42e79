import { countUnread, listMyNotices as listRows, type MyNoticeRow } from "@/db/queries/notices/my-notices";
import { defineRead, inOrganization } from "../define-verb";
import { type Page, pageOf, readCursor } from "../keyset";
import { personActorOf } from "../person-actor-of";

interface ListMyNotices {
  onlyUnread: boolean;
  cursor: string | null;
  limit: number;
}

/** What I was told, newest first, and how much of it I have not seen. */
export const listMyNotices = defineRead({
  name: "notices.list_mine",
  permission: "me:read",
  locate: inOrganization,
  async read(work, _target, input: ListMyNotices): Promise<Page<MyNoticeRow> & { unread: number }> {
    const { personId } = personActorOf(work);
    const before = input.cursor === null ? null : (readCursor(input.cursor, 1)[0] ?? null);
    const { limit, onlyUnread } = input;
    const rows = await listRows(work.run, personId, { before, limit, onlyUnread });
    return { ...pageOf(rows, limit, (row) => [row.id]), unread: await countUnread(work.run, personId) };
  },
});
