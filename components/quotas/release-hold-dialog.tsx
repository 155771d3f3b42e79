"use client";

import { toast } from "sonner";
import type { QuotaDetail, QuotaHoldView } from "@/lib/admin-api/client/quotas";
import { ConfirmDialog } from "../ui/confirm-dialog";
import { useReleaseHold } from "./quota-queries";
import { amountText } from "./quota-words";

export interface ReleaseHoldDialogProps {
  quota: QuotaDetail;
  hold: QuotaHoldView;
  onClose: () => void;
}

/** Gives a hold back before its call ends. */
export function ReleaseHoldDialog({ quota, hold, onClose }: ReleaseHoldDialogProps) {
  const release = useReleaseHold(quota.id);
  const amount = amountText(hold.amount, quota.unit);
  const confirm = () => {
    release.mutate(hold, { onSuccess: () => toast.success(`${amount} is free again`) });
    onClose();
  };
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={`Release ${amount}?`}
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
      onConfirm={confirm}
    />
  );
}
