"use client";

import Link from "next/link";
import type { AccessReview } from "@/lib/admin-api/client/access-reviews";
import { columnsOf } from "../ui/data-table-columns";
import { StatusPill } from "../ui/status-pill";
import { TimeCell } from "../ui/time-cell";
import { useNow } from "../ui/use-now";
import { reviewStatus, SUBJECTS } from "./access-review-words";

const column = columnsOf<AccessReview>();

/** A campaign in the list. */
export const ACCESS_REVIEW_COLUMNS = column.columns([
  column.accessor("name", {
    header: "Name",
    meta: { skeleton: "w-48", className: "max-w-48 md:max-w-80" },
    cell: ({ row: { original: review } }) => (
      <Link href={`/reviews/${review.id}`} className="block truncate font-medium text-ink hover:underline">
        {review.name}
      </Link>
    ),
  }),
  column.accessor("closedAt", {
    header: "State",
    meta: { skeleton: "w-16" },
    cell: ({ row: { original: review } }) => <ReviewState review={review} />,
  }),
  column.accessor((review) => review.decided / Math.max(1, review.items), {
    id: "progress",
    header: "Decided",
    meta: { align: "right", skeleton: "w-14" },
    cell: ({ row: { original: review } }) => `${review.decided} of ${review.items}`,
  }),
  column.accessor("waiting", {
    header: "Waiting for you",
    meta: { align: "right", wide: true, skeleton: "w-8" },
    cell: ({ getValue }) => (getValue() === 0 ? <span className="text-faint">none</span> : getValue()),
  }),
  column.accessor((review) => review.subjects.map((subject) => SUBJECTS[subject].plural).join(", "), {
    id: "subjects",
    header: "Over",
    meta: { wide: true, skeleton: "w-32" },
    cell: ({ row: { original: review }, getValue }) => (
      <span className="text-muted">
        {getValue()}
        {review.team === null ? "" : ` of ${review.team.name}`}
      </span>
    ),
  }),
  column.accessor("dueAt", {
    header: "Due",
    meta: { wide: true, skeleton: "w-20" },
    cell: ({ getValue }) => <TimeCell value={getValue()} className="text-muted" />,
  }),
]);

/** Open, overdue, decided or closed. */
export function ReviewState({ review }: { review: AccessReview }) {
  const { label, tone } = reviewStatus(review, useNow());
  return <StatusPill tone={tone}>{label}</StatusPill>;
}
