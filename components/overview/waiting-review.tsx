"use client";

import Link from "next/link";
import type { AccessReview } from "@/lib/admin-api/client/access-reviews";
import { reviewStatus } from "../access-reviews/access-review-words";
import { Button } from "../ui/button";
import { StatusPill } from "../ui/status-pill";
import { TimeCell } from "../ui/time-cell";
import { useNow } from "../ui/use-now";

/** A campaign in which the reader has something to decide. */
export function WaitingReview({ review }: { review: AccessReview }) {
  const { label, tone } = reviewStatus(review, useNow());
  const what = review.waiting === 1 ? "1 access waits" : `${review.waiting} accesses wait`;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <div className="flex min-w-0 flex-1 basis-80 flex-col gap-0.5">
        <span className="flex flex-wrap items-center gap-2 text-sm">
          <Link href={`/reviews/${review.id}`} className="font-medium text-ink hover:underline">
            {review.name}
          </Link>
          <StatusPill tone={label === "Open" ? "info" : tone}>{label === "Open" ? "Access review" : label}</StatusPill>
          <span className="text-faint text-xs">
            due <TimeCell value={review.dueAt} />
          </span>
        </span>
        <span className="text-muted text-sm">{what} for your decision.</span>
      </div>
      <Button asChild size="sm">
        <Link href={`/reviews/${review.id}?decided=false`}>Review access</Link>
      </Button>
    </li>
  );
}
