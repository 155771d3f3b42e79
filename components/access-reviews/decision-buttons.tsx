"use client";

import type { ReviewItem } from "@/lib/admin-api/client/access-reviews";
import { Button } from "../ui/button";
import { useDecideAccess } from "./access-reviews-queries";

interface DecisionButtonsProps {
  reviewId: string;
  item: ReviewItem;
  ask: (item: ReviewItem, decision: "reduce" | "revoke") => void;
}

/** What may be decided: keeping is one press, everything else asks first. */
export function DecisionButtons({ reviewId, item, ask }: DecisionButtonsProps) {
  const decide = useDecideAccess(reviewId);
  const { allowedDecisions: allowed, because, name } = item;
  if (allowed.length === 0) return because === null ? null : <span className="text-faint text-xs">{because}</span>;
  return (
    <span className="inline-flex gap-1.5">
      {allowed.includes("keep") && item.decision !== "keep" ? (
        <Button
          size="sm"
          onClick={() => decide.mutate({ itemId: item.id, decision: "keep" })}
          pending={decide.isPending}
          aria-label={`Keep ${name}`}
        >
          Keep
        </Button>
      ) : null}
      {allowed.includes("reduce") && !item.hasEnded ? (
        <Button size="sm" onClick={() => ask(item, "reduce")} aria-label={`Reduce ${name}`}>
          Reduce
        </Button>
      ) : null}
      {allowed.includes("revoke") ? (
        <Button size="sm" onClick={() => ask(item, "revoke")} aria-label={`Revoke ${name}`} className="text-bad-ink">
          Revoke
        </Button>
      ) : null}
    </span>
  );
}
