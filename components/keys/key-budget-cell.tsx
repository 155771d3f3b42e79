"use client";

import type { QuotaView } from "@/lib/admin-api/client/quotas";
import { quotaName, standingOf } from "../quotas/quota-words";
import { formatUsd } from "../ui/format/format-usd";
import { QuotaBar } from "../ui/quota-bar";

/** A key's own money limit as a bar with both amounts; a dash when it has none. */
export function KeyBudgetCell({ quota }: { quota: QuotaView | undefined }) {
  const standing = quota ? standingOf(quota) : null;
  if (!quota || !standing) {
    return (
      <span className="text-faint" title="The key has no budget of its own; those of its project and team hold">
        —
      </span>
    );
  }
  return (
    <div className="flex w-44 flex-col gap-1">
      <QuotaBar bare standing={standing} label={quotaName(quota)} />
      <span className="text-muted text-xs tabular-nums">
        {formatUsd(standing.settled)} of {formatUsd(quota.limit, { wholeWhenRound: true })}
      </span>
    </div>
  );
}
