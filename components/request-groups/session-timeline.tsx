"use client";

import Link from "next/link";
import type { RequestSummary } from "@/lib/admin-api/client/requests";
import { OUTCOMES } from "../requests/outcome-words";
import { Card, CardHeader } from "../ui/card";
import { ForeignText } from "../ui/foreign-text";
import { formatDuration } from "../ui/format/format-duration";
import { formatCount } from "../ui/format/format-number";
import { LoadMore, type LoadMoreProps } from "../ui/load-more";
import { MoneyCell } from "../ui/money-cell";
import { StatusPill } from "../ui/status-pill";
import { TimeCell } from "../ui/time-cell";
import { runningCost, type Step } from "./running-cost";

/** A session's calls as one conversation, its cost running up. */
export function SessionTimeline({ calls, more }: { calls: readonly RequestSummary[]; more: LoadMoreProps }) {
  return (
    <Card>
      <CardHeader title="Calls in their order" description="With what the session had cost after each." />
      <ol className="px-4 pb-2" aria-label="Calls of the session">
        {runningCost(calls).map((step, index) => (
          <TimelineStep key={step.call.id} step={step} place={index + 1} last={index === calls.length - 1} />
        ))}
      </ol>
      <LoadMore {...more} />
    </Card>
  );
}

function TimelineStep({ step, place, last }: { step: Step; place: number; last: boolean }) {
  const { call, costSoFar, afterMs } = step;
  const { label, tone } = OUTCOMES[call.outcome];
  return (
    <li className="relative flex gap-3 pb-4">
      {last ? null : <span aria-hidden className="absolute top-7 bottom-0 left-[13px] w-px bg-line" />}
      <span className="z-[1] flex h-7 w-7 shrink-0 items-center justify-center rounded-lg border bg-subtle text-muted text-xs tabular-nums">
        {place}
      </span>
      <div className="grid min-w-0 flex-1 grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-0.5">
        <p className="flex min-w-0 flex-wrap items-center gap-x-2 text-sm leading-7">
          <Link href={`/requests/${call.id}`} className="truncate rounded-xs font-medium text-ink hover:underline">
            <ForeignText>{call.modelAsked ?? "no model"}</ForeignText>
          </Link>
          <StatusPill tone={tone}>{label}</StatusPill>
          {call.errorCode ? <span className="text-faint text-xs">{call.errorCode.replaceAll("_", " ")}</span> : null}
        </p>
        <p className="text-right text-sm leading-7">
          <span className="text-faint text-xs">so far </span>
          <MoneyCell value={costSoFar} className="font-medium text-ink" />
        </p>
        <p className="col-span-2 flex flex-wrap gap-x-2 text-muted text-xs">
          <TimeCell value={call.startedAt} />
          {afterMs === null ? null : <span>{gapWords(afterMs)}</span>}
          <span aria-hidden>·</span>
          <span>{formatDuration(call.durationMs)}</span>
          <span aria-hidden>·</span>
          <span>
            {formatCount(call.inputTokens)} → {formatCount(call.outputTokens)} tokens
          </span>
          <span aria-hidden>·</span>
          {call.costUsd === null && call.usageSource === "none" ? (
            <span>no cost</span>
          ) : (
            <MoneyCell value={call.costUsd} />
          )}
        </p>
      </div>
    </li>
  );
}

function gapWords(ms: number): string {
  return ms < 0 ? "(beside the one before)" : `(${formatDuration(ms)} later)`;
}
