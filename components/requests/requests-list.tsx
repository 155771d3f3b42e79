"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Pause, Play, ScrollText } from "lucide-react";
import Link from "next/link";
import { parseAsString, useQueryState } from "nuqs";
import { useMemo, useState } from "react";
import type { RequestSummary } from "@/lib/admin-api/client/requests";
import { Button } from "../ui/button";
import { cn } from "../ui/cn";
import { DataTable } from "../ui/data-table";
import { EmptyState } from "../ui/empty-state";
import { ErrorNotice } from "../ui/error-notice";
import { useFilters } from "../ui/filter-bar";
import { PageHeader } from "../ui/page-header";
import { RECENT_PRESETS } from "../ui/time-range";
import { TimeRangePicker, useTimeRange } from "../ui/time-range-picker";
import { DEFAULT_RANGE, REQUEST_FILTER_KEYS } from "./request-filters";
import { REQUEST_COLUMNS } from "./requests-columns";
import { RequestsFilterBar } from "./requests-filter-bar";
import { requestListQuery, requestTailQuery } from "./requests-queries";

const rowId = (request: RequestSummary) => request.id;
const rowHref = (request: RequestSummary) => `/requests/${request.id}`;

/** Every exchange, refused ones included, as they are recorded. */
export function RequestsList() {
  const [filters] = useFilters(REQUEST_FILTER_KEYS);
  const [search] = useQueryState("q", parseAsString.withDefault(""));
  const [range, setRange] = useTimeRange(RECENT_PRESETS, DEFAULT_RANGE);
  const [live, setLive] = useState(true);
  const view = useMemo(() => ({ filters, search, range }), [filters, search, range]);
  const list = useInfiniteQuery(requestListQuery(view));
  const follows = live && range.kind === "preset" && list.isSuccess;
  const tail = useQuery(requestTailQuery(view, follows));
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.items), [list.data]);
  const fresh = useMemo(() => new Set(tail.data), [tail.data]);
  return (
    <div className="flex flex-col gap-4">
      <PageHeader
        title="Requests"
        description="Every call, refused ones included, with what was decided and why."
        actions={
          <>
            {range.kind === "preset" ? (
              <LiveButton live={live} failing={tail.isError} onToggle={() => setLive(!live)} />
            ) : null}
            <TimeRangePicker value={range} onValueChange={setRange} presets={RECENT_PRESETS} />
          </>
        }
      />
      <RequestsFilterBar>{null}</RequestsFilterBar>
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
              narrowed={search !== "" || REQUEST_FILTER_KEYS.some((key) => (filters[key]?.length ?? 0) > 0)}
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

function NoRequests({ narrowed }: { narrowed: boolean }) {
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
