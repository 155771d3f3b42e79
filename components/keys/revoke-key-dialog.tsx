"use client";

import { useQuery } from "@tanstack/react-query";
import { toast } from "sonner";
import type { KeyDetail } from "@/lib/admin-api/client/keys";
import { usageOverviewQuery } from "../overview/overview-queries";
import { ConfirmDialog } from "../ui/confirm-dialog";
import { useNow } from "../ui/use-now";
import { useRevokeKey } from "./keys-queries";
import { lastUseWords } from "./last-use-words";

/** The end of a key. It cannot be undone, so its name must be typed. */
export function RevokeKeyDialog({ keyDetail, onClose }: { keyDetail: KeyDetail; onClose: () => void }) {
  const revoke = useRevokeKey(keyDetail.id);
  const { data: day } = useQuery(usageOverviewQuery({ keyId: keyDetail.id, period: "24h" }));
  const now = useNow();
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={`Revoke key ${keyDetail.name}?`}
      consequence={
        <>
          <p>Every call with it is refused within two seconds, for good. To pause it instead, disable it.</p>
          <p className="mt-2 font-medium text-ink">{lastUseWords(keyDetail, day?.requests.requests, now)}</p>
        </>
      }
      action="Revoke key"
      typeToConfirm={keyDetail.name}
      pending={revoke.isPending}
      onConfirm={() =>
        revoke.mutate(undefined, {
          onSuccess: () => {
            toast.success(`Key ${keyDetail.name} is revoked`);
            onClose();
          },
        })
      }
    />
  );
}
