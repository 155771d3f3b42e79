"use client";

import { Check, CircleSlash, type LucideIcon, TriangleAlert, X } from "lucide-react";
import type { RequestDetail, RequestTraceStep } from "@/lib/admin-api/client/requests";
import type { Tone } from "../ui/badge";
import { Card, CardHeader } from "../ui/card";
import { cn } from "../ui/cn";
import { formatDuration } from "../ui/format/format-duration";
import { stepDecision, stepDetails, stepTitle, stepTone } from "./step-words";

const LOOKS: Partial<Record<Tone, { icon: LucideIcon; mark: string; bar: string }>> = {
  good: { icon: Check, mark: "border-good/40 bg-good-soft text-good-ink", bar: "bg-accent" },
  warn: { icon: TriangleAlert, mark: "border-warn/40 bg-warn-soft text-warn-ink", bar: "bg-warn" },
  bad: { icon: X, mark: "border-bad/40 bg-bad-soft text-bad-ink", bar: "bg-bad" },
};
const CALM = { icon: CircleSlash, mark: "border-line-strong bg-subtle text-muted", bar: "bg-line-strong" };

/** What each step decided and why, beside when it ran. */
export function RequestTimeline({ request }: { request: RequestDetail }) {
  const end = Math.max(request.durationMs, ...request.trace.map((step) => step.startedMs + step.durationMs), 1);
  return (
    <Card>
      <CardHeader
        title="What was decided, and when"
        description={`${formatDuration(request.durationMs)} from the first byte in to the record`}
      />
      <ol className="px-4 pb-4">
        {request.trace.map((step, index) => (
          <Step
            key={`${step.step} ${step.startedMs}`}
            step={step}
            end={end}
            ttftMs={request.ttftMs}
            last={index === request.trace.length - 1}
          />
        ))}
      </ol>
      {request.ttftMs === null ? null : (
        <p className="border-t px-4 py-2 text-faint text-xs">
          <span aria-hidden className="mr-1.5 inline-block h-3 border-info border-l-2 border-dashed align-middle" />
          First token after {formatDuration(request.ttftMs)}
        </p>
      )}
    </Card>
  );
}

interface StepProps {
  step: RequestTraceStep;
  /** Milliseconds at the right edge. */
  end: number;
  ttftMs: number | null;
  last: boolean;
}

function Step({ step, end, ttftMs, last }: StepProps) {
  const { icon: Icon, mark, bar } = LOOKS[stepTone(step)] ?? CALM;
  const details = stepDetails(step);
  return (
    <li className="relative flex gap-3 pb-4 last:pb-0">
      {last ? null : <span aria-hidden className="absolute top-6 bottom-0 left-[11px] w-px bg-line" />}
      <span className={cn("z-[1] flex size-6 shrink-0 items-center justify-center rounded-lg border", mark)}>
        <Icon className="size-3.5" aria-hidden />
      </span>
      <div className="grid min-w-0 flex-1 gap-x-6 gap-y-1.5 lg:grid-cols-[minmax(0,1fr)_minmax(0,1.1fr)]">
        <div className="min-w-0">
          <p className="text-sm leading-6">
            <span className="font-medium text-ink">{stepTitle(step.step)}</span>
            <span className="ml-2 text-muted">{stepDecision(step)}</span>
          </p>
          {details.length > 0 ? (
            <dl className="flex flex-wrap gap-x-4 gap-y-0.5 text-xs">
              {details.map((detail) => (
                <div key={detail.label} className="flex min-w-0 gap-1.5">
                  <dt className="shrink-0 text-faint">{detail.label}</dt>
                  <dd className="break-words text-muted">{detail.text}</dd>
                </div>
              ))}
            </dl>
          ) : null}
        </div>
        <Span step={step} end={end} ttftMs={ttftMs} bar={bar} />
      </div>
    </li>
  );
}

/** When the step ran, on the call's own time line. */
function Span({ step, end, ttftMs, bar }: { step: RequestTraceStep; end: number; ttftMs: number | null; bar: string }) {
  return (
    <div className="flex h-6 items-center gap-3">
      <div className="relative h-2 flex-1 rounded-xs bg-subtle">
        <span
          className={cn("absolute inset-y-0 min-w-0.5 rounded-xs", bar)}
          style={{ left: `${(step.startedMs / end) * 100}%`, width: `${(step.durationMs / end) * 100}%` }}
        />
        {ttftMs === null ? null : (
          <span
            aria-hidden
            className="absolute -inset-y-1 border-info border-l-2 border-dashed"
            style={{ left: `${Math.min(100, (ttftMs / end) * 100)}%` }}
          />
        )}
      </div>
      <span
        className="w-16 shrink-0 text-right text-muted text-xs tabular-nums"
        title={`Began after ${formatDuration(step.startedMs)}`}
      >
        {formatDuration(step.durationMs)}
      </span>
    </div>
  );
}
