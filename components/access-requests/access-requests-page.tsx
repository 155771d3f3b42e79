"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { HandHelping, Plus } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { parseAsString, parseAsStringLiteral, useQueryState } from "nuqs";
import { useMemo } from "react";
import type { AccessRequestsFilter } from "@/lib/admin-api/client/access-requests";
import { LoadError } from "../shell/load-error";
import { holds, meQuery } from "../shell/session-queries";
import { usePageKey } from "../shell/use-page-key";
import { Button } from "../ui/button";
import { DataTable } from "../ui/data-table";
import { EmptyState } from "../ui/empty-state";
import { FilterBar, useFilters } from "../ui/filter-bar";
import { PageHeader } from "../ui/page-header";
import { SegmentedControl } from "../ui/segmented-control";
import { useHydrated } from "../ui/use-hydrated";
import { ACCESS_REQUEST_COLUMNS } from "./access-requests-columns";
import { accessRequestsQuery, waitingCountQuery } from "./access-requests-queries";
import { KINDS, STATUS } from "./request-words";

const VIEWS = ["waiting", "mine", "all"] as const;
const FILTERS = [
  {
    key: "status",
    label: "Status",
    multiple: true,
    choices: Object.entries(STATUS).map(([value, { label }]) => ({ value, label })),
  },
  { key: "kind", label: "Kind", choices: Object.entries(KINDS).map(([value, { label }]) => ({ value, label })) },
];

/** What waits for the reader, what they asked for themselves, and everything they may read. */
export function AccessRequestsPage() {
  const { data: me } = useQuery(meQuery());
  const router = useRouter();
  const mayDecide = me !== undefined && holds(me, "access_requests:decide");
  const mayAsk = me !== undefined && holds(me, "access_requests:create");
  usePageKey("n", mayAsk ? () => router.push("/access-requests/new") : null);
  const ask = mayAsk ? (
    <Button asChild variant="primary" aria-keyshortcuts="n">
      <Link href="/access-requests/new">
        <Plus />
        Ask for access
      </Link>
    </Button>
  ) : null;
  return (
    <div className="flex flex-col gap-5">
      <PageHeader
        title="Access requests"
        description="A key, more models, a higher limit: inside the team's ceiling it is given at once, beyond it somebody decides."
        actions={ask}
      />
      {me ? <Requests mayDecide={mayDecide} ask={ask} /> : null}
    </div>
  );
}

function Requests({ mayDecide, ask }: { mayDecide: boolean; ask: React.ReactNode }) {
  const [view, setView] = useQueryState(
    "view",
    parseAsStringLiteral(VIEWS).withDefault(mayDecide ? "waiting" : "mine"),
  );
  // The bar asks for the same number, and may have it before this page is taken over from the server's drawing.
  const hydrated = useHydrated();
  const { data: waiting } = useQuery({ ...waitingCountQuery(), enabled: mayDecide });
  const list = useInfiniteQuery(accessRequestsQuery(useRequestsFilter(view)));
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.items), [list.data]);
  const options = [
    ...(mayDecide
      ? [{ value: "waiting" as const, label: hydrated && waiting ? `Waiting for you · ${waiting}` : "Waiting for you" }]
      : []),
    { value: "mine" as const, label: "Yours" },
    { value: "all" as const, label: "All" },
  ];
  return (
    <>
      <SegmentedControl
        label="Which requests"
        value={view}
        onValueChange={(chosen) => void setView(chosen)}
        options={options}
        className="self-start"
      />
      {view === "waiting" ? null : <FilterBar filters={FILTERS} search="Search name, person, team or reason" />}
      {list.error && !list.data ? (
        <LoadError title="Access requests could not be loaded" error={list.error} onRetry={() => void list.refetch()} />
      ) : (
        <DataTable
          label="Access requests"
          columns={ACCESS_REQUEST_COLUMNS}
          rows={rows}
          rowId={(request) => request.id}
          rowHref={(request) => `/access-requests/${request.id}`}
          empty={<Nothing view={view} ask={ask} />}
          more={{
            hasMore: list.hasNextPage,
            loading: list.isFetchingNextPage,
            load: () => void list.fetchNextPage(),
          }}
        />
      )}
    </>
  );
}

const EMPTY = {
  waiting: { title: "Nothing waits for you", text: "Requests that you may decide show up here and on the overview." },
  mine: {
    title: "You have asked for nothing yet",
    text: "Inside the ceiling of your team you get it in under a minute.",
  },
  all: { title: "No request matches", text: "Remove a filter to see more." },
};

function Nothing({ view, ask }: { view: (typeof VIEWS)[number]; ask: React.ReactNode }) {
  return (
    <EmptyState icon={HandHelping} title={EMPTY[view].title} action={view === "mine" ? ask : null}>
      {EMPTY[view].text}
    </EmptyState>
  );
}

function useRequestsFilter(view: (typeof VIEWS)[number]): AccessRequestsFilter {
  const [filters] = useFilters(["status", "kind"]);
  const [q] = useQueryState("q", parseAsString.withDefault(""));
  return useMemo(() => {
    if (view === "waiting") return { waiting: true };
    const kind = (Object.keys(KINDS) as (keyof typeof KINDS)[]).find((name) => name === filters.kind?.[0]);
    const status = filters.status ?? [];
    return {
      ...(view === "mine" ? { mine: true } : {}),
      ...(kind === undefined ? {} : { kind }),
      ...(status.length === 0 ? {} : { status: status.join(",") }),
      ...(q === "" ? {} : { q }),
    };
  }, [view, filters, q]);
}
