"use client";

import { toast } from "sonner";
import type { ReviewItem } from "@/lib/admin-api/client/access-reviews";
import { ConfirmDialog } from "../ui/confirm-dialog";
import { formatRelative } from "../ui/format/format-time";
import { useNow } from "../ui/use-now";
import { useDecideAccess } from "./access-reviews-queries";

const CONSEQUENCES: Record<ReviewItem["subject"], string> = {
  key: "Every call with this key is refused within two seconds, for good.",
  person:
    "They are shut out at once: sessions, API tokens and unused links end. Their keys belong to projects and stay.",
  api_token: "Whatever uses this token is refused at once, for good.",
};

/** The end of an access, from its review. */
export function RevokeAccessDialog({
  reviewId,
  item,
  onClose,
}: {
  reviewId: string;
  item: ReviewItem;
  onClose: () => void;
}) {
  const decide = useDecideAccess(reviewId);
  const now = useNow();
  const used =
    item.lastUsedAt === null ? "It was never used." : `It was last used ${formatRelative(item.lastUsedAt, now)}.`;
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={`Revoke ${item.name}?`}
      consequence={
        <>
          <p>{CONSEQUENCES[item.subject]}</p>
          <p className="mt-2 font-medium text-ink">{used}</p>
        </>
      }
      action="Revoke access"
      pending={decide.isPending}
      onConfirm={() =>
        decide.mutate(
          { itemId: item.id, decision: "revoke" },
          {
            onSuccess: () => {
              toast.success(`${item.name} is revoked`);
              onClose();
            },
          },
        )
      }
    />
  );
}
