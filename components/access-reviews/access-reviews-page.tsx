"use client";

import { useQuery } from "@tanstack/react-query";
import { ClipboardCheck, Plus } from "lucide-react";
import { parseAsBoolean, useQueryState } from "nuqs";
import { LoadError } from "../shell/load-error";
import { holds, meQuery } from "../shell/session-queries";
import { usePageKey } from "../shell/use-page-key";
import { Button } from "../ui/button";
import { DataTable } from "../ui/data-table";
import { EmptyState } from "../ui/empty-state";
import { PageHeader } from "../ui/page-header";
import { ACCESS_REVIEW_COLUMNS } from "./access-reviews-columns";
import { accessReviewsQuery } from "./access-reviews-queries";
import { BeginReviewSheet } from "./begin-review-sheet";

/** Every campaign, and the way to begin one (`?begin=true`). */
export function AccessReviewsPage() {
  const { data: reviews, error, refetch } = useQuery(accessReviewsQuery());
  const { data: me } = useQuery(meQuery());
  const [begin, setBegin] = useQueryState("begin", parseAsBoolean.withDefault(false).withOptions({ history: "push" }));
  const mayBegin = me !== undefined && holds(me, "access_reviews:manage");
  const open = () => void setBegin(true);
  usePageKey("n", mayBegin ? open : null);
  const button = mayBegin ? (
    <Button variant="primary" onClick={open} aria-keyshortcuts="n">
      <Plus />
      Begin review
    </Button>
  ) : null;
  return (
    <div className="flex flex-col gap-5">
      <PageHeader
        title="Access reviews"
        description="Who still needs what they have? Each access is kept, reduced or revoked, with its last use in view."
        actions={button}
      />
      {error && !reviews ? (
        <LoadError title="Access reviews could not be loaded" error={error} onRetry={() => void refetch()} />
      ) : (
        <DataTable
          label="Access reviews"
          columns={ACCESS_REVIEW_COLUMNS}
          rows={reviews}
          rowId={(review) => review.id}
          rowHref={(review) => `/reviews/${review.id}`}
          empty={
            <EmptyState icon={ClipboardCheck} title="No access review yet" action={button}>
              A review draws up every key, person and API token there is, and asks whoever answers for them.
            </EmptyState>
          }
        />
      )}
      {begin && mayBegin ? <BeginReviewSheet onClose={() => void setBegin(null)} /> : null}
    </div>
  );
}
