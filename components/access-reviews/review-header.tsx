"use client";

import { Download, Lock } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import { type AccessReviewDetail, evidenceUrl } from "@/lib/admin-api/client/access-reviews";
import { Button } from "../ui/button";
import { ConfirmDialog } from "../ui/confirm-dialog";
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from "../ui/dropdown-menu";
import { PageHeader } from "../ui/page-header";
import { ReviewState } from "./access-reviews-columns";
import { useCloseAccessReview } from "./access-reviews-queries";

/** The campaign's name, how far it is, its evidence and its end. */
export function ReviewHeader({ review }: { review: AccessReviewDetail }) {
  const [closing, setClosing] = useState(false);
  const { items, decided, waiting, allowedActions } = review;
  const forYou = waiting === 0 ? "nothing waits for you" : `${waiting} wait for you`;
  return (
    <>
      <PageHeader
        title={review.name}
        meta={<ReviewState review={review} />}
        description={`${decided} of ${items} decided${review.closedAt === null ? `; ${forYou}` : ""}.`}
        actions={
          <>
            {allowedActions.includes("export") ? <Evidence reviewId={review.id} /> : null}
            {allowedActions.includes("close") ? (
              <Button onClick={() => setClosing(true)}>
                <Lock />
                Close review
              </Button>
            ) : null}
          </>
        }
      />
      {closing ? <CloseReviewDialog review={review} onClose={() => setClosing(false)} /> : null}
    </>
  );
}

function Evidence({ reviewId }: { reviewId: string }) {
  const save = (format: "json" | "csv") => window.location.assign(evidenceUrl(reviewId, format));
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button>
          <Download />
          Export evidence
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent>
        <DropdownMenuItem onSelect={() => save("json")}>Signed document (JSON)</DropdownMenuItem>
        <DropdownMenuItem onSelect={() => save("csv")}>CSV that its signature covers</DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

function CloseReviewDialog({ review, onClose }: { review: AccessReviewDetail; onClose: () => void }) {
  const close = useCloseAccessReview(review.id);
  const open = review.items - review.decided;
  const rest = open === 1 ? "1 access stays undecided" : `${open} accesses stay undecided`;
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      danger={open > 0}
      title={`Close ${review.name}?`}
      consequence={`${open === 0 ? "Everything is decided" : rest}, and nothing in it is decided any more. Its evidence does not change from then on.`}
      action="Close review"
      pending={close.isPending}
      onConfirm={() =>
        close.mutate(undefined, {
          onSuccess: () => {
            toast.success(`${review.name} is closed`);
            onClose();
          },
        })
      }
    />
  );
}
