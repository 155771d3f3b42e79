import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import { useEffect } from "react";

const ENOUGH_ROWS = 25;
/** Then somebody has to ask for more. */
const MOST_PAGES = 60;

interface SearchedPage {
  items: readonly unknown[];
  /** How far back a search that ran out of time has looked. */
  searchedTo: string | null;
}

/** A page that ran out of time with few rows: goes on by itself until there is something to look at. */
export function useSearchOn(
  list: Pick<
    UseInfiniteQueryResult<InfiniteData<SearchedPage>>,
    "data" | "hasNextPage" | "isFetching" | "fetchNextPage"
  >,
) {
  const { data, hasNextPage, isFetching, fetchNextPage } = list;
  const found = data?.pages.reduce((sum, page) => sum + page.items.length, 0) ?? 0;
  const ranOut = data?.pages.at(-1)?.searchedTo != null;
  const goesOn = ranOut && hasNextPage && !isFetching && found < ENOUGH_ROWS && (data?.pages.length ?? 0) < MOST_PAGES;
  useEffect(() => {
    if (goesOn) void fetchNextPage();
  }, [goesOn, fetchNextPage]);
}
