"use client";

import type { ReviewItem } from "@/lib/admin-api/client/access-reviews";
import { Badge } from "../ui/badge";
import { columnsOf } from "../ui/data-table-columns";
import { StatusPill } from "../ui/status-pill";
import { TimeCell } from "../ui/time-cell";
import { accessWords, DECISIONS, reducedWords, SUBJECTS } from "./access-review-words";
import { DecisionButtons } from "./decision-buttons";

const column = columnsOf<ReviewItem>();
const fixed = { enableSorting: false } as const;

/** An access with its last use; what needs a question is asked by `ask`. */
export function reviewItemColumns(reviewId: string, ask: (item: ReviewItem, decision: "reduce" | "revoke") => void) {
  return column.columns([
    column.accessor("name", {
      ...fixed,
      header: "Access",
      meta: { skeleton: "w-48", className: "max-w-0 w-full" },
      cell: ({ row: { original: item } }) => (
        <>
          <AccessCell item={item} />
          <span className="flex flex-wrap items-center gap-x-3 gap-y-2 pb-2.5 md:hidden">
            {item.decision === null ? null : <DecisionCell item={item} />}
            <DecisionButtons reviewId={reviewId} item={item} ask={ask} />
          </span>
        </>
      ),
    }),
    column.accessor((item) => item.holder?.name ?? "", {
      ...fixed,
      id: "holder",
      header: "Held by",
      meta: { wide: true, skeleton: "w-28", className: "max-w-40" },
      cell: ({ row: { original: item } }) => (
        <span className="block truncate text-muted">{item.holder?.name ?? "nobody"}</span>
      ),
    }),
    column.accessor("lastUsedAt", {
      ...fixed,
      header: "Last used",
      meta: { skeleton: "w-20", className: "max-md:align-top max-md:pt-2.5" },
      cell: ({ getValue }) => <TimeCell value={getValue()} className="text-muted" />,
    }),
    column.accessor("decision", {
      ...fixed,
      header: "Decision",
      meta: { wide: true, skeleton: "w-24", className: "max-w-44" },
      cell: ({ row: { original: item } }) => <DecisionCell item={item} />,
    }),
    column.display({
      id: "decide",
      header: "",
      meta: { align: "right", wide: true, skeleton: "w-40", className: "whitespace-nowrap" },
      cell: ({ row: { original: item } }) => <DecisionButtons reviewId={reviewId} item={item} ask={ask} />,
    }),
  ]);
}

function AccessCell({ item }: { item: ReviewItem }) {
  return (
    <span className="flex flex-col gap-0.5 py-2">
      <span className="flex min-w-0 items-center gap-2">
        <span className="truncate font-medium text-ink">{item.name}</span>
        <Badge>{SUBJECTS[item.subject].label}</Badge>
        {item.hasEnded && item.decision !== "revoke" ? <Badge tone="warn">ended</Badge> : null}
      </span>
      <span className="truncate text-faint text-xs" title={accessWords(item)}>
        {accessWords(item)}
      </span>
    </span>
  );
}

function DecisionCell({ item }: { item: ReviewItem }) {
  if (item.decision === null) return <span className="text-faint">undecided</span>;
  const { label, tone } = DECISIONS[item.decision];
  const detail = [item.decidedBy?.name ?? "Gatehouse", reducedWords(item.reducedTo), item.note]
    .filter(Boolean)
    .join(" · ");
  return (
    <span className="flex min-w-0 max-w-full flex-col gap-0.5 py-2">
      <span>
        <StatusPill tone={tone}>{label}</StatusPill>
      </span>
      <span className="truncate text-faint text-xs" title={detail}>
        {detail}
      </span>
    </span>
  );
}
