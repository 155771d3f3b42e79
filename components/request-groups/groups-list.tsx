"use client";

import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import { Search, Waypoints } from "lucide-react";
import { type ReactNode, useMemo } from "react";
import { useCrumb } from "../shell/crumbs";
import { REQUEST_PAGES } from "../shell/links";
import { DataTable, type DataTableProps } from "../ui/data-table";
import { EmptyState } from "../ui/empty-state";
import { ErrorNotice } from "../ui/error-notice";
import { FilterBar } from "../ui/filter-bar";
import { LinkTabs } from "../ui/link-tabs";
import { PageHeader } from "../ui/page-header";
import { RECENT_PRESETS, type TimeRange } from "../ui/time-range";
import { TimeRangePicker } from "../ui/time-range-picker";
import { useSearchOn } from "../ui/use-search-on";

interface GroupsListProps<Group extends object>
  extends Pick<DataTableProps<Group>, "label" | "columns" | "rowId" | "rowHref"> {
  title: string;
  description: string;
  list: UseInfiniteQueryResult<InfiniteData<{ items: Group[]; searchedTo: string | null }>>;
  range: TimeRange;
  onRange: (range: TimeRange) => void;
  search: string;
  /** Shown when nothing was searched for and there is none: how there come to be some. */
  empty: ReactNode;
}

const NO_FILTERS: [] = [];

/** A list of calls taken together, searched by name. */
export function GroupsList<Group extends object>(props: GroupsListProps<Group>) {
  const { title, description, list, range, onRange, search, empty, ...table } = props;
  useCrumb(title);
  useSearchOn(list);
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.items), [list.data]);
  return (
    <div className="flex flex-col gap-4">
      <PageHeader
        title={title}
        description={description}
        actions={<TimeRangePicker value={range} onValueChange={onRange} presets={RECENT_PRESETS} />}
      />
      <LinkTabs label="Requests" pages={REQUEST_PAGES} />
      <FilterBar filters={NO_FILTERS} search={`Search ${props.label.toLowerCase()} by name`} />
      {list.error ? (
        <ErrorNotice
          title={`${props.label} could not be loaded`}
          error={list.error}
          onRetry={() => void list.refetch()}
        />
      ) : (
        <DataTable
          {...table}
          rows={rows}
          skeletonRows={10}
          empty={
            search === "" ? (
              <EmptyState icon={Waypoints} title={`No ${props.label.toLowerCase()} in this span`}>
                {empty}
              </EmptyState>
            ) : (
              <EmptyState icon={Search} title="Nothing by that name">
                {list.hasNextPage ? "Not yet: looking further back." : "Widen the time range, or search for less."}
              </EmptyState>
            )
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
