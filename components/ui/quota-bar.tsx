"use client";

import { cn } from "./cn";
import { describeQuota, type QuotaMood, type QuotaStanding, quotaShares } from "./quota-standing";
import { useNow } from "./use-now";

const FILL: Record<QuotaMood, string> = { calm: "bg-accent", soon: "bg-warn", over: "bg-bad" };
const STRIPE: Record<QuotaMood, string> = { calm: "text-accent", soon: "text-warn", over: "text-bad" };

export interface QuotaBarProps {
  standing: QuotaStanding;
  /** What it limits: "Project search, per month". */
  label?: string;
  /** Bar alone, for table cells; the words go into its accessible name and title. */
  bare?: boolean;
  /** The label is already beside it: only assistive technology needs it. */
  labelHidden?: boolean;
  className?: string;
}

/** The one quota bar: settled is solid, held is striped, free is empty; limit and reset in words. */
export function QuotaBar({ standing, label, bare = false, labelHidden = false, className }: QuotaBarProps) {
  const now = useNow();
  const words = describeQuota(standing, now);
  const { settled, held, mood } = quotaShares(standing);
  return (
    <div className={cn("flex flex-col gap-1.5", className)}>
      {label && !bare && !labelHidden ? <span className="font-medium text-ink text-sm">{label}</span> : null}
      <meter className="sr-only" aria-label={label ?? "Quota"} min={0} max={100} value={(settled + held) * 100}>
        {words}
      </meter>
      <div
        aria-hidden
        title={bare ? words : undefined}
        className="flex h-1.5 w-full overflow-hidden rounded-xs bg-line"
      >
        <span className={FILL[mood]} style={{ width: `${settled * 100}%` }} />
        <span className={cn("bg-striped", STRIPE[mood])} style={{ width: `${held * 100}%` }} />
      </div>
      {bare ? null : (
        <span className={cn("text-xs tabular-nums", mood === "over" ? "text-bad-ink" : "text-muted")}>{words}</span>
      )}
    </div>
  );
}
