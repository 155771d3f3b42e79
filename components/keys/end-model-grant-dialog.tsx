"use client";

import { toast } from "sonner";
import type { KeyDetail } from "@/lib/admin-api/client/keys";
import { ConfirmDialog } from "../ui/confirm-dialog";
import { TimeCell } from "../ui/time-cell";
import { useRevokeModelGrant } from "./keys-queries";

export interface EndModelGrantDialogProps {
  keyDetail: KeyDetail;
  grant: KeyDetail["modelGrants"][number];
  onClose: () => void;
}

/** Takes models back that were given for a time, before it is over. */
export function EndModelGrantDialog({ keyDetail, grant, onClose }: EndModelGrantDialogProps) {
  const end = useRevokeModelGrant(keyDetail.id);
  const what = grant.models.includes("*") ? "every model" : grant.models.join(", ");
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={`End ${what} for ${keyDetail.name}?`}
      consequence={
        <p>
          Calls for what its own list does not name are refused within two seconds. It would have ended by itself{" "}
          <TimeCell value={grant.endsAt} />; more time must be asked for again.
        </p>
      }
      action="End now"
      pending={end.isPending}
      onConfirm={() =>
        end.mutate(grant.id, {
          onSuccess: () => {
            toast.success("Ended");
            onClose();
          },
        })
      }
    />
  );
}
