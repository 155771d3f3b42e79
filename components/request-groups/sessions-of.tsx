"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { Waypoints } from "lucide-react";
import { useMemo } from "react";
import type { RequestSession } from "@/lib/admin-api/client/request-groups";
import { sessionHref } from "../shell/links";
import { DataTable } from "../ui/data-table";
import { EmptyState } from "../ui/empty-state";
import { ErrorNotice } from "../ui/error-notice";
import { Section } from "../ui/section";
import type { TimeRange } from "../ui/time-range";
import { sessionsQuery } from "./group-queries";
import { SESSION_COLUMNS } from "./session-columns";

const rowId = (session: RequestSession) => session.sessionId;
const rowHref = (session: RequestSession) => sessionHref(session.sessionId);

/** The sessions of one end user in a span. */
export function SessionsOf({ endUser, range }: { endUser: string; range: TimeRange }) {
  const list = useInfiniteQuery(sessionsQuery({ range, search: "", endUser }));
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.items), [list.data]);
  return (
    <Section title="Sessions" description="Each with all of its calls in the span.">
      {list.error ? (
        <ErrorNotice title="Sessions could not be loaded" error={list.error} onRetry={() => void list.refetch()} />
      ) : (
        <DataTable
          label="Sessions"
          columns={SESSION_COLUMNS}
          rows={rows}
          rowId={rowId}
          rowHref={rowHref}
          skeletonRows={3}
          empty={
            <EmptyState icon={Waypoints} title="No sessions in this span">
              Their calls named none.
            </EmptyState>
          }
          more={{
            hasMore: list.hasNextPage,
            loading: list.isFetchingNextPage,
            load: () => void list.fetchNextPage(),
          }}
        />
      )}
    </Section>
  );
}
