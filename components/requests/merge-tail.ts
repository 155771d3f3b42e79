import type { RequestPage, RequestSummary } from "@/lib/admin-api/client/requests";

/** Pages of the list, newest first, as React Query keeps them. */
export interface LoadedPages {
  pages: RequestPage[];
  pageParams: unknown[];
}

const isNewer = (one: RequestSummary, other: RequestSummary) =>
  one.startedAt === other.startedAt ? one.id > other.id : one.startedAt > other.startedAt;

/**
 * The list with what the tail brought: known ids are skipped (the tail repeats two seconds), new ones go where their start
 * belongs, and those older than everything loaded are left to the next page. Answers the same object when nothing is new.
 */
export function mergeTail(
  loaded: LoadedPages,
  tail: Pick<RequestPage, "items" | "tailCursor">,
): { merged: LoadedPages; fresh: string[] } {
  const known = new Set(loaded.pages.flatMap((page) => page.items.map((item) => item.id)));
  const arrived = tail.items.filter((item) => !known.has(item.id));
  const atEnd = loaded.pages.at(-1)?.nextCursor === null;
  const pages = loaded.pages.map((page) => ({ ...page, items: [...page.items] }));
  const fresh: string[] = [];
  for (const item of arrived) {
    const home =
      pages.find((page) => page.items.some((other) => isNewer(item, other))) ?? (atEnd ? pages.at(-1) : undefined);
    if (!home) continue;
    const place = home.items.findIndex((other) => isNewer(item, other));
    home.items.splice(place === -1 ? home.items.length : place, 0, item);
    fresh.push(item.id);
  }
  const first = pages[0];
  if (first) first.tailCursor = tail.tailCursor;
  return { merged: { ...loaded, pages }, fresh };
}
