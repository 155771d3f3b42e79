"use client";

import { toast } from "sonner";
import type { KeyDetail, KeySecret } from "@/lib/admin-api/client/keys";
import { ConfirmDialog } from "../ui/confirm-dialog";
import { useNow } from "../ui/use-now";
import { workingSecrets } from "./key-words";
import { useRevokeSecret } from "./keys-queries";
import { lastUseWords } from "./last-use-words";

export interface RevokeSecretDialogProps {
  keyDetail: KeyDetail;
  secret: KeySecret;
  onClose: () => void;
}

/** The end of one secret; says whether the key still works without it. */
export function RevokeSecretDialog({ keyDetail, secret, onClose }: RevokeSecretDialogProps) {
  const revoke = useRevokeSecret(keyDetail.id);
  const now = useNow();
  const others = workingSecrets(keyDetail.secrets).filter((one) => one.id !== secret.id).length;
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={`Revoke the secret ending in ${secret.last4}?`}
      consequence={
        <>
          <p>Calls that send it are refused within two seconds. {lastUseWords(secret, undefined, now)}</p>
          <p className="mt-2 font-medium text-ink">
            {others === 0
              ? "No other secret of this key works: the key refuses every call until you rotate it."
              : `${others === 1 ? "One other secret keeps" : `${others} other secrets keep`} working.`}
          </p>
        </>
      }
      action="Revoke secret"
      pending={revoke.isPending}
      onConfirm={() =>
        revoke.mutate(secret.id, {
          onSuccess: () => {
            toast.success(`The secret ending in ${secret.last4} is revoked`);
            onClose();
          },
        })
      }
    />
  );
}
