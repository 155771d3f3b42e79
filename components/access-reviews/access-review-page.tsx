"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { ClipboardCheck } from "lucide-react";
import { parseAsString, useQueryState } from "nuqs";
import { useMemo, useState } from "react";
import type { AccessReviewDetail, ReviewItem } from "@/lib/admin-api/client/access-reviews";
import { useCrumb } from "../shell/crumbs";
import { LoadError } from "../shell/load-error";
import { Card } from "../ui/card";
import { DataTable } from "../ui/data-table";
import { type Definition, DefinitionList } from "../ui/definition-list";
import { EmptyState } from "../ui/empty-state";
import { FilterBar, useFilters } from "../ui/filter-bar";
import { Skeleton } from "../ui/skeleton";
import { TimeCell } from "../ui/time-cell";
import { SUBJECT_NAMES, SUBJECTS } from "./access-review-words";
import { accessReviewQuery, type ReviewItemsFilter, reviewItemsQuery } from "./access-reviews-queries";
import { ReduceDialog } from "./reduce-dialog";
import { ReviewHeader } from "./review-header";
import { reviewItemColumns } from "./review-items-columns";
import { RevokeAccessDialog } from "./revoke-access-dialog";

/** One campaign: its progress, and every access with what was or may be decided. */
export function AccessReviewPage({ reviewId }: { reviewId: string }) {
  const { data: review, error, refetch } = useQuery(accessReviewQuery(reviewId));
  useCrumb(review?.name);
  if (error && !review) {
    return <LoadError title="The review could not be loaded" error={error} onRetry={() => void refetch()} />;
  }
  if (!review) return <Skeleton className="h-64 rounded-md" />;
  return (
    <div className="flex flex-col gap-5">
      <ReviewHeader review={review} />
      <Card>
        <DefinitionList items={factsOf(review)} className="px-4 py-1" />
      </Card>
      <ReviewItems reviewId={reviewId} />
    </div>
  );
}

function factsOf(review: AccessReviewDetail): Definition[] {
  const { subjects, team, reviewers, createdBy, closedBy } = review;
  const over = subjects.map((subject) => SUBJECTS[subject].plural).join(", ");
  const who =
    reviewers.length === 0
      ? "Owners, admins and team leads"
      : `${reviewers.map(({ name }) => name).join(", ")}, and team leads for their keys`;
  return [
    { term: "Over", value: team === null ? over : `${over} of ${team.name}` },
    { term: "Reviewers", value: who },
    { term: "Due", value: <TimeCell value={review.dueAt} absolute /> },
    {
      term: "Begun",
      value: (
        <>
          <TimeCell value={review.createdAt} absolute /> {createdBy === null ? "" : `by ${createdBy.name}`}
        </>
      ),
    },
    ...(review.closedAt === null
      ? []
      : [
          {
            term: "Closed",
            value: (
              <>
                <TimeCell value={review.closedAt} absolute /> {closedBy === null ? "" : `by ${closedBy.name}`}
              </>
            ),
          },
        ]),
  ];
}

const FILTERS = [
  {
    key: "subject",
    label: "Kind",
    choices: SUBJECT_NAMES.map((subject) => ({ value: subject, label: SUBJECTS[subject].plural })),
  },
  {
    key: "decided",
    label: "Decision",
    choices: [
      { value: "false", label: "Undecided" },
      { value: "true", label: "Decided" },
    ],
  },
];
const FILTER_KEYS = ["subject", "decided"] as const;

function useItemsFilter(): ReviewItemsFilter {
  const [filters] = useFilters(FILTER_KEYS);
  const [q] = useQueryState("q", parseAsString.withDefault(""));
  return useMemo(() => {
    const subject = SUBJECT_NAMES.find((name) => name === filters.subject?.[0]);
    const decided = filters.decided?.[0];
    return {
      ...(subject === undefined ? {} : { subject }),
      ...(decided === undefined ? {} : { decided: decided === "true" }),
      ...(q === "" ? {} : { q }),
    };
  }, [filters, q]);
}

function ReviewItems({ reviewId }: { reviewId: string }) {
  const list = useInfiniteQuery(reviewItemsQuery(reviewId, useItemsFilter()));
  const [asked, setAsked] = useState<{ item: ReviewItem; decision: "reduce" | "revoke" } | null>(null);
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.items), [list.data]);
  const columns = useMemo(
    () => reviewItemColumns(reviewId, (item, decision) => setAsked({ item, decision })),
    [reviewId],
  );
  const close = () => setAsked(null);
  return (
    <>
      <FilterBar filters={FILTERS} search="Search name, holder or team" />
      {list.error && !list.data ? (
        <LoadError title="The items could not be loaded" error={list.error} onRetry={() => void list.refetch()} />
      ) : (
        <DataTable
          label="Accesses under review"
          columns={columns}
          rows={rows}
          rowId={(item) => item.id}
          empty={
            <EmptyState icon={ClipboardCheck} title="Nothing matches">
              Remove a filter to see the rest of the review.
            </EmptyState>
          }
          more={{
            hasMore: list.hasNextPage,
            loading: list.isFetchingNextPage,
            load: () => void list.fetchNextPage(),
          }}
        />
      )}
      {asked?.decision === "reduce" ? <ReduceDialog reviewId={reviewId} item={asked.item} onClose={close} /> : null}
      {asked?.decision === "revoke" ? (
        <RevokeAccessDialog reviewId={reviewId} item={asked.item} onClose={close} />
      ) : null}
    </>
  );
}
