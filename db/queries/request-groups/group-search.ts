import type { RecordFilter } from "../requests/request-filter";

/** Where a group stands in the order of its list: by when it was last seen. `lastSeen` as the text Postgres gave, so no digit is lost. */
export interface GroupPosition {
  lastSeen: string;
  name: string;
}

export interface GroupSearch {
  filter: Pick<RecordFilter, "teamId" | "projectId" | "keyId" | "endUser"> & { from: Date; to: Date };
  /** Part of the name, in any case. */
  search: string | undefined;
  olderThan: GroupPosition | null;
  limit: number;
  /** When it has taken this long, it says how far it got. */
  budgetMs: number;
  /** Milliseconds, for the budget. */
  elapsedMs(): number;
}

/** A part of the span that is looked at in one query. */
export interface GroupSpan {
  from: Date;
  to: Date;
  limit: number;
}

const HOUR_MS = 3_600_000;
/** A part is made for about this long a look. */
const LOOK_MS = 150;
const MOST_GROWTH = 6;

/** `%text%`, where `%` and `_` of the text mean themselves. */
export function partOf(text: string): string {
  return `%${text.replace(/[\\%_]/g, "\\$&")}%`;
}

/**
 * Groups by when they were last seen, looked for in parts of the span from the newest back, so that the first page needs no look at
 * all of it. Parts begin on whole hours and grow while they are quick.
 */
export async function searchGroups<Group>(
  { filter, olderThan, limit, budgetMs, elapsedMs }: GroupSearch,
  look: (part: GroupSpan) => Promise<Group[]>,
): Promise<{ groups: Group[]; searchedTo: Date | null }> {
  const groups: Group[] = [];
  let to = olderThan === null ? filter.to : new Date(Math.min(filter.to.getTime(), Date.parse(olderThan.lastSeen) + 1));
  let spanMs = HOUR_MS;
  while (to > filter.from) {
    const began = elapsedMs();
    const from = new Date(Math.max(filter.from.getTime(), Math.floor((to.getTime() - spanMs) / HOUR_MS) * HOUR_MS));
    groups.push(...(await look({ from, to, limit: limit - groups.length })));
    if (groups.length >= limit) return { groups, searchedTo: null };
    spanMs = Math.max(HOUR_MS, spanMs * Math.min(MOST_GROWTH, LOOK_MS / Math.max(1, elapsedMs() - began)));
    to = from;
    if (elapsedMs() > budgetMs && to > filter.from) return { groups, searchedTo: to };
  }
  return { groups, searchedTo: null };
}
