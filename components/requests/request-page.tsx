"use client";

import { useQuery } from "@tanstack/react-query";
import { ScrollText } from "lucide-react";
import Link from "next/link";
import { AdminApiError } from "@/lib/admin-api/client/admin-fetch";
import type { RequestDetail } from "@/lib/admin-api/client/requests";
import { useCrumb } from "../shell/crumbs";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { CopyableId } from "../ui/copyable-id";
import { EmptyState } from "../ui/empty-state";
import { ErrorNotice } from "../ui/error-notice";
import { ForeignText } from "../ui/foreign-text";
import { Notice } from "../ui/notice";
import { PageHeader } from "../ui/page-header";
import { Skeleton } from "../ui/skeleton";
import { StatusPill } from "../ui/status-pill";
import { TimeCell } from "../ui/time-cell";
import { AttemptsCard } from "./attempts-card";
import { CostCard } from "./cost-card";
import { FactsCard } from "./facts-card";
import { OpenInPlayground } from "./open-in-playground";
import { explainOutcome, OUTCOMES } from "./outcome-words";
import { QuotasCard } from "./quotas-card";
import { RequestTimeline } from "./request-timeline";
import { requestQuery } from "./requests-queries";
import { TextCard } from "./text-card";

/** One exchange: how it ended, what was decided and why, what it cost. */
export function RequestPage({ requestId }: { requestId: string }) {
  const { data: request, error, refetch } = useQuery(requestQuery(requestId));
  useCrumb(request ? `${request.modelAsked ?? "Request"} · ${requestId.slice(-6)}` : undefined);
  if (request) return <RequestBody request={request} />;
  if (error instanceof AdminApiError && error.status === 404) return <NoSuchRequest requestId={requestId} />;
  if (error)
    return <ErrorNotice title="The request could not be loaded" error={error} onRetry={() => void refetch()} />;
  return <RequestSkeleton />;
}

function RequestBody({ request }: { request: RequestDetail }) {
  const { headline, next } = explainOutcome(request);
  const { label, tone } = OUTCOMES[request.outcome];
  return (
    <div className="flex flex-col gap-4">
      <PageHeader
        title={headline}
        meta={
          <span className="flex items-center gap-2">
            <StatusPill tone={tone}>{label}</StatusPill>
            {request.simulated ? <Badge tone="info">simulated provider</Badge> : null}
          </span>
        }
        description={
          <span className="flex flex-wrap items-center gap-x-2">
            <TimeCell value={request.startedAt} />
            <span aria-hidden>·</span>
            <ForeignText>{request.modelAsked ?? "no model"}</ForeignText>
            <span aria-hidden>·</span>
            {request.key?.name ?? "unknown key"}
            <CopyableId id={request.id} what="request id" />
          </span>
        }
        actions={<OpenInPlayground request={request} />}
      />
      {next ? <Notice kind={request.outcome === "failed" ? "bad" : "info"}>{next}</Notice> : null}
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_26rem]">
        <div className="flex min-w-0 flex-col gap-4">
          <TextCard request={request} />
          <RequestTimeline request={request} />
          <AttemptsCard attempts={request.attempts} />
          <QuotasCard quotas={request.quotas} />
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <CostCard request={request} />
          <FactsCard request={request} />
        </div>
      </div>
    </div>
  );
}

function NoSuchRequest({ requestId }: { requestId: string }) {
  return (
    <EmptyState
      icon={ScrollText}
      title="There is no such request"
      action={
        <Button asChild>
          <Link href="/requests">All requests</Link>
        </Button>
      }
    >
      {requestId} was never recorded, is past its retention, or belongs to a team that you are not in.
    </EmptyState>
  );
}

function RequestSkeleton() {
  return (
    <div aria-busy className="flex flex-col gap-4">
      <Skeleton className="h-7 w-72" />
      <Skeleton className="h-5 w-96 max-w-full" />
      <div className="grid gap-4 xl:grid-cols-[minmax(0,1fr)_26rem]">
        <Skeleton className="h-96 rounded-md" />
        <Skeleton className="h-96 rounded-md" />
      </div>
    </div>
  );
}
