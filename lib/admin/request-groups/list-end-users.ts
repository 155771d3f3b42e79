import { listEndUsers as findEndUsers } from "@/db/queries/request-groups/list-end-users";
import type { EndUserFilter, EndUserPage } from "@/lib/admin-api/schemas/request-groups";
import { anywhere, defineRead } from "../define-verb";
import { readableRecords } from "../requests/record-reader";
import { groupSearch, nextCursorOf, showSums } from "./group-page";

const HOUR_MS = 3_600_000;

/** End users whose calls the actor may see, by when they were last seen. */
export const listEndUsers = defineRead({
  name: "requests.list_end_users",
  permission: "requests:read",
  locate: anywhere,
  async read(work, _target, input: EndUserFilter): Promise<EndUserPage> {
    const scope = readableRecords(work, "requests:read");
    const search = groupSearch(work, input);
    const { rows, searchedTo } = await findEndUsers(work.database.sql, scope, {
      ...search,
      filter: { ...search.filter, from: hourOf(search.filter.from) },
    });
    const shown = rows.slice(0, input.limit);
    const last = rows.length > input.limit ? shown.at(-1) : undefined;
    const position = last === undefined ? null : { lastSeen: last.lastHourText, name: last.endUser };
    return {
      items: shown.map((row) => ({ endUser: row.endUser, ...showSums(row) })),
      nextCursor: nextCursorOf(position, searchedTo),
      searchedTo: searchedTo?.toISOString() ?? null,
    };
  },
});

/** The roll-up knows whole hours. */
function hourOf(at: Date): Date {
  return new Date(Math.floor(at.getTime() / HOUR_MS) * HOUR_MS);
}
