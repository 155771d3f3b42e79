"use client";

import { type InfiniteData, type UseInfiniteQueryResult, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Pause, Play, ScrollText } from "lucide-react";
import Link from "next/link";
import { parseAsString, useQueryState } from "nuqs";
import { useEffect, useMemo, useState } from "react";
import type { RequestPage, RequestSummary } from "@/lib/admin-api/client/requests";
import { holds, meQuery } from "../shell/session-queries";
import { Button } from "../ui/button";
import { cn } from "../ui/cn";
import { DataTable } from "../ui/data-table";
import { EmptyState } from "../ui/empty-state";
import { ErrorNotice } from "../ui/error-notice";
import { useFilters } from "../ui/filter-bar";
import { PageHeader } from "../ui/page-header";
import { TimeCell } from "../ui/time-cell";
import { RECENT_PRESETS } from "../ui/time-range";
import { TimeRangePicker, useTimeRange } from "../ui/time-range-picker";
import { ExportMenu } from "./export-menu";
import { DEFAULT_RANGE, REQUEST_FILTER_KEYS } from "./request-filters";
import { REQUEST_COLUMNS } from "./requests-columns";
import { RequestsFilterBar } from "./requests-filter-bar";
import { requestListQuery, requestTailQuery } from "./requests-queries";
import { SavedViews } from "./saved-views";
import { WordsBox } from "./words-box";

const rowId = (request: RequestSummary) => request.id;
const rowHref = (request: RequestSummary) => `/requests/${request.id}`;

const ENOUGH_ROWS = 25;
/** Then somebody has to ask for more. */
const MOST_PAGES = 60;

/** Every exchange, refused ones included, as they are recorded. */
export function RequestsList() {
  const [filters] = useFilters(REQUEST_FILTER_KEYS);
  const [search] = useQueryState("q", parseAsString.withDefault(""));
  const [words] = useQueryState("words", parseAsString.withDefault(""));
  const [range, setRange] = useTimeRange(RECENT_PRESETS, DEFAULT_RANGE);
  const [live, setLive] = useState(true);
  const view = useMemo(() => ({ filters, search, words, range }), [filters, search, words, range]);
  const { data: me } = useQuery(meQuery());
  const list = useInfiniteQuery(requestListQuery(view));
  const moves = words === "" && range.kind === "preset";
  const tail = useQuery(requestTailQuery(view, live && moves && list.isSuccess));
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.items), [list.data]);
  useSearchOn(list);
  const fresh = useMemo(() => new Set(tail.data), [tail.data]);
  return (
    <div className="flex flex-col gap-4">
      <PageHeader
        title="Requests"
        description="Every call, refused ones included, with what was decided and why."
        actions={
          <>
            {moves ? <LiveButton live={live} failing={tail.isError} onToggle={() => setLive(!live)} /> : null}
            <SavedViews />
            {me && holds(me, "requests:export") ? <ExportMenu view={view} /> : null}
            <TimeRangePicker value={range} onValueChange={setRange} presets={RECENT_PRESETS} />
          </>
        }
      />
      <RequestsFilterBar>{me && holds(me, "requests:reveal") ? <WordsBox /> : null}</RequestsFilterBar>
      {list.error ? (
        <ErrorNotice title="Requests could not be loaded" error={list.error} onRetry={() => void list.refetch()} />
      ) : (
        <DataTable
          label="Requests"
          columns={REQUEST_COLUMNS}
          rows={rows}
          rowId={rowId}
          rowHref={rowHref}
          isNew={(request) => fresh.has(request.id)}
          skeletonRows={12}
          empty={
            <NoRequests
              lookingBackTo={list.hasNextPage ? (list.data?.pages.at(-1)?.searchedTo ?? null) : null}
              narrowed={
                words !== "" || search !== "" || REQUEST_FILTER_KEYS.some((key) => (filters[key]?.length ?? 0) > 0)
              }
            />
          }
          more={{
            hasMore: list.hasNextPage,
            loading: list.isFetchingNextPage,
            load: () => void list.fetchNextPage(),
            end: "That is all in this span",
          }}
        />
      )}
    </div>
  );
}

/** A page that ran out of time with few rows: goes on by itself until there is something to look at. */
function useSearchOn(
  list: Pick<
    UseInfiniteQueryResult<InfiniteData<RequestPage>>,
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

function LiveButton({ live, failing, onToggle }: { live: boolean; failing: boolean; onToggle: () => void }) {
  const Icon = live ? Pause : Play;
  const colour = failing ? "bg-bad" : "bg-good";
  return (
    <Button aria-pressed={live} aria-label={live ? "Pause live updates" : "Resume live updates"} onClick={onToggle}>
      <span aria-hidden className={cn("size-2 rounded-sm", live ? `animate-shimmer ${colour}` : "bg-line-strong")} />
      {live ? (failing ? "Reconnecting" : "Live") : "Paused"}
      <Icon className="text-faint" aria-hidden />
    </Button>
  );
}

interface NoRequestsProps {
  narrowed: boolean;
  /** A search that goes on has found nothing yet; null: it is over. */
  lookingBackTo: string | null;
}

function NoRequests({ narrowed, lookingBackTo }: NoRequestsProps) {
  if (lookingBackTo !== null) {
    return (
      <EmptyState icon={ScrollText} title="Nothing yet">
        Looked back to <TimeCell value={lookingBackTo} absolute /> and looking further.
      </EmptyState>
    );
  }
  if (narrowed) {
    return (
      <EmptyState
        icon={ScrollText}
        title="No requests match"
        action={
          <Button asChild>
            <Link href="/requests">Clear filters</Link>
          </Button>
        }
      >
        Widen the time range or remove a filter.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={ScrollText}
      title="No requests in this span"
      action={
        <Button asChild variant="primary">
          <Link href="/keys">Choose a key to call with</Link>
        </Button>
      }
    >
      Calls show up here within seconds. A key's page has a snippet that works at once.
    </EmptyState>
  );
}
