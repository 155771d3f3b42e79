"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { Waypoints } from "lucide-react";
import Link from "next/link";
import { parseAsString, useQueryState } from "nuqs";
import { AdminApiError } from "@/lib/admin-api/client/admin-fetch";
import type { RequestSession } from "@/lib/admin-api/client/request-groups";
import { useCrumb } from "../shell/crumbs";
import { asFilter, endUserHref } from "../shell/links";
import { Button } from "../ui/button";
import { EmptyState } from "../ui/empty-state";
import { ErrorNotice } from "../ui/error-notice";
import { ForeignText } from "../ui/foreign-text";
import { formatCompact, formatCount } from "../ui/format/format-number";
import { formatUsd } from "../ui/format/format-usd";
import { Notice } from "../ui/notice";
import { PageHeader } from "../ui/page-header";
import { Skeleton } from "../ui/skeleton";
import { TimeCell } from "../ui/time-cell";
import { GroupFacts } from "./group-facts";
import { sessionQuery } from "./group-queries";
import { SessionTimeline } from "./session-timeline";

/** One session: what it took, and its calls as one conversation. */
export function SessionPage() {
  const [sessionId] = useQueryState("id", parseAsString.withDefault(""));
  const list = useInfiniteQuery({ ...sessionQuery(sessionId), enabled: sessionId !== "" });
  useCrumb(sessionId === "" ? "Session" : `Session ${sessionId}`);
  const session = list.data?.pages[0]?.session;
  if (sessionId === "" || (list.error instanceof AdminApiError && list.error.status === 404)) return <NoSuchSession />;
  if (list.error) {
    return (
      <ErrorNotice title="The session could not be loaded" error={list.error} onRetry={() => void list.refetch()} />
    );
  }
  if (session === undefined) return <Skeleton className="h-96 rounded-md" />;
  return (
    <div className="flex flex-col gap-4">
      <SessionHeader session={session} />
      <SessionFacts session={session} />
      {session.isCut ? (
        <Notice kind="info">
          The session has more calls than are added up here: the numbers are of its latest 2,000.
        </Notice>
      ) : null}
      <SessionTimeline
        calls={list.data?.pages.flatMap((page) => page.items) ?? []}
        more={{
          hasMore: list.hasNextPage,
          loading: list.isFetchingNextPage,
          load: () => void list.fetchNextPage(),
          end: "That is the whole session",
        }}
      />
    </div>
  );
}

function SessionHeader({ session }: { session: RequestSession }) {
  return (
    <PageHeader
      title={<ForeignText>{session.sessionId}</ForeignText>}
      description={
        <span className="flex flex-wrap gap-x-2">
          <TimeCell value={session.firstSeen} absolute /> to <TimeCell value={session.lastSeen} absolute />
          {session.key ? (
            <Link href={`/keys/${session.key.id}`} className="rounded-xs text-accent-ink hover:underline">
              {session.key.name}
            </Link>
          ) : null}
          {session.endUser ? (
            <Link href={endUserHref(session.endUser)} className="rounded-xs text-accent-ink hover:underline">
              <ForeignText>{session.endUser}</ForeignText>
            </Link>
          ) : null}
        </span>
      }
      actions={
        <Button asChild>
          <Link href={`/requests?range=30d&session=${asFilter(session.sessionId)}`}>Show in requests</Link>
        </Button>
      }
    />
  );
}

function SessionFacts({ session }: { session: RequestSession }) {
  const errors = session.refused + session.failed;
  const unknown = session.unpricedRequests > 0 ? `${formatCount(session.unpricedRequests)} of unknown cost` : undefined;
  return (
    <GroupFacts
      facts={[
        { term: "Cost", value: formatUsd(session.costUsd), ...(unknown ? { hint: unknown } : {}) },
        { term: "Calls", value: formatCount(session.requests) },
        {
          term: "Tokens",
          value: formatCompact(session.inputTokens + session.outputTokens),
          hint: `${formatCompact(session.inputTokens)} in, ${formatCompact(session.outputTokens)} out`,
        },
        { term: "Errors", value: formatCount(errors), hint: `${session.refused} refused, ${session.failed} failed` },
      ]}
    />
  );
}

function NoSuchSession() {
  return (
    <EmptyState
      icon={Waypoints}
      title="There is no such session"
      action={
        <Button asChild>
          <Link href="/requests/sessions">All sessions</Link>
        </Button>
      }
    >
      No call you may see was made under this name, or all are past their retention.
    </EmptyState>
  );
}
