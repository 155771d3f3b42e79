import { listAccessRequests as listRequestRows, type RequestFilter } from "@/db/queries/access-requests/list-requests";
import { personIdOf } from "@/lib/auth/actor";
import { anywhere, defineRead } from "../define-verb";
import { type Page, pageOf, readCursor } from "../keyset";
import { requestDecidingOf, requestReaderOf } from "./locate-request";
import { type CountedRequest, countApprovals } from "./standing-approvals";

interface ListAccessRequests extends Pick<RequestFilter, "statuses" | "kind" | "subjectId" | "search" | "limit"> {
  /** Only one's own. */
  mine: boolean;
  /** Only what waits for one's decision. */
  waiting: boolean;
  cursor: string | null;
}

/** One's own requests and those one may read, newest first. */
export const listAccessRequests = defineRead({
  name: "access_requests.list",
  permission: "access_requests:read",
  locate: anywhere,
  async read(work, _target, input: ListAccessRequests): Promise<Page<CountedRequest>> {
    const { mine, waiting, cursor, ...filter } = input;
    const rows = await listRequestRows(work.run, work.organizationId, {
      ...filter,
      reader: requestReaderOf(work),
      askedBy: mine ? personIdOf(work.actor) : null,
      waitingFor: waiting ? await requestDecidingOf(work) : null,
      before: cursor === null ? null : (readCursor(cursor, 1)[0] ?? null),
    });
    const page = pageOf(rows, input.limit, ({ id }) => [id]);
    return { ...page, items: await countApprovals(work, page.items) };
  },
});
