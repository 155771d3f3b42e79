"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { ScrollText } from "lucide-react";
import Link from "next/link";
import { parseAsString, useQueryState } from "nuqs";
import { useMemo, useState } from "react";
import type { RequestSummary } from "@/lib/admin-api/client/requests";
import { REQUEST_PAGES } from "../shell/links";
import { holds, meQuery } from "../shell/session-queries";
import { Button } from "../ui/button";
import { DataTable } from "../ui/data-table";
import { EmptyState } from "../ui/empty-state";
import { ErrorNotice } from "../ui/error-notice";
import { useFilters } from "../ui/filter-bar";
import { LinkTabs } from "../ui/link-tabs";
import { PageHeader } from "../ui/page-header";
import { TimeCell } from "../ui/time-cell";
import { RECENT_PRESETS } from "../ui/time-range";
import { TimeRangePicker, useTimeRange } from "../ui/time-range-picker";
import { useSearchOn } from "../ui/use-search-on";
import { ExportMenu } from "./export-menu";
import { LiveButton, NewRequestsPill } from "./live-button";
import { LiveNotice } from "./live-notice";
import { DEFAULT_RANGE, REQUEST_FILTER_KEYS } from "./request-filters";
import { REQUEST_COLUMNS } from "./requests-columns";
import { RequestsFilterBar } from "./requests-filter-bar";
import { requestListQuery } from "./requests-queries";
import { SavedViews } from "./saved-views";
import { useLiveRequests } from "./use-live-requests";
import { WordsBox } from "./words-box";

const rowId = (request: RequestSummary) => request.id;
const rowHref = (request: RequestSummary) => `/requests/${request.id}`;

/** Every exchange, refused ones included, as they are recorded. */
export function RequestsList() {
  const { view, setRange } = useRequestView();
  const { filters, search, words, range } = view;
  const [live, setLive] = useState(true);
  const { data: me } = useQuery(meQuery());
  const list = useInfiniteQuery(requestListQuery(view));
  const moves = words === "" && range.kind === "preset";
  const tail = useLiveRequests(view, live && moves && list.isSuccess);
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.items), [list.data]);
  useSearchOn(list);
  return (
    <div className="flex flex-col gap-4">
      <PageHeader
        title="Requests"
        description="Every call, refused ones included, with what was decided and why."
        actions={
          <>
            {moves ? <LiveButton state={live ? tail.state : "off"} onToggle={() => setLive(!live)} /> : null}
            <SavedViews />
            {me && holds(me, "requests:export") ? <ExportMenu view={view} /> : null}
            <TimeRangePicker value={range} onValueChange={setRange} presets={RECENT_PRESETS} />
          </>
        }
      />
      <LinkTabs label="Requests" pages={REQUEST_PAGES} />
      <RequestsFilterBar beside={me && holds(me, "requests:reveal") ? <WordsBox /> : null} />
      <LiveNotice live={tail} />
      <NewRequestsPill live={tail} />
      {list.error ? (
        <ErrorNotice title="Requests could not be loaded" error={list.error} onRetry={() => void list.refetch()} />
      ) : (
        <DataTable
          label="Requests"
          columns={REQUEST_COLUMNS}
          rows={rows}
          rowId={rowId}
          rowHref={rowHref}
          isNew={(request) => tail.fresh.has(request.id)}
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

/** What the address says that the page shows. */
function useRequestView() {
  const [filters] = useFilters(REQUEST_FILTER_KEYS);
  const [search] = useQueryState("q", parseAsString.withDefault(""));
  const [words] = useQueryState("words", parseAsString.withDefault(""));
  const [range, setRange] = useTimeRange(RECENT_PRESETS, DEFAULT_RANGE);
  const view = useMemo(() => ({ filters, search, words, range }), [filters, search, words, range]);
  return { view, setRange };
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
