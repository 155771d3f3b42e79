"use client";

import { formatUsd } from "../ui/format/format-usd";
import { MoneyCell } from "../ui/money-cell";
import { QuotaBar } from "../ui/quota-bar";
import { Skeleton } from "../ui/skeleton";
import type { MonthSpend } from "./month-spend";
import { quotaName, standingOf } from "./quota-words";

/** This month's spend, against its own budget when there is one. */
export function SpendCell({ spend }: { spend: MonthSpend | undefined }) {
  if (!spend) return <Skeleton className="h-3.5 w-24" />;
  const standing = spend.budget ? standingOf(spend.budget) : null;
  if (!spend.budget || !standing) {
    if (spend.spentUsd === null) return <span className="text-faint">—</span>;
    return <MoneyCell value={spend.spentUsd} className="text-muted" />;
  }
  return (
    <span className="flex w-28 flex-col gap-1 md:w-44">
      <span className="text-muted text-xs tabular-nums">
        <span className="text-ink">{formatUsd(standing.settled)}</span> of{" "}
        {formatUsd(spend.budget.limitNow, { wholeWhenRound: true })}
      </span>
      <QuotaBar bare standing={standing} label={quotaName(spend.budget)} />
    </span>
  );
}
