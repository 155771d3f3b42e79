"use client";

import type { QuotaDetail, QuotaHoldView } from "@/lib/admin-api/client/quotas";
import { ConfirmDialog } from "../ui/confirm-dialog";
import { amountText } from "./quota-words";

export interface ReleaseHoldDialogProps {
  quota: QuotaDetail;
  hold: QuotaHoldView;
  onConfirm: () => void;
  onClose: () => void;
}

/** Asks before a hold is given back while its call runs. */
export function ReleaseHoldDialog({ quota, hold, onConfirm, onClose }: ReleaseHoldDialogProps) {
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={`Release ${amountText(hold.amount, quota.unit)}?`}
      consequence={
        <>
          <p>
            Other calls may use it at once. The call itself is not stopped: what it really uses is booked when it ends,
            so the limit may be passed by that much.
          </p>
          <p className="mt-2 break-all font-mono text-xs">{hold.holder}</p>
        </>
      }
      action="Release hold"
      onConfirm={onConfirm}
    />
  );
}
