"use client";

import type { KeyDetail } from "@/lib/admin-api/client/keys";
import { FormDialog } from "../forms/form-dialog";
import { useDraft } from "../forms/use-draft";
import { type ExpiryDraft, expiresAtOf, expiryDraftOf, expiryProblem } from "./expiry";
import { ExpiryField } from "./expiry-field";
import { useUpdateKey } from "./keys-queries";

/** When the key stops by itself; a later end revives one that has expired. */
export function ChangeExpiryDialog({ keyDetail, onClose }: { keyDetail: KeyDetail; onClose: () => void }) {
  const update = useUpdateKey(keyDetail.id);
  const form = useDraft<ExpiryDraft>({
    initial: expiryDraftOf(keyDetail.expiresAt),
    check: (draft) => ({ expiresAt: expiryProblem(draft, Date.now()) }),
    fields: ["expiresAt"],
    error: update.error,
    send: (draft) => update.mutate({ expiresAt: expiresAtOf(draft, Date.now()) }, { onSuccess: onClose }),
  });
  return (
    <FormDialog
      title={`Expiry of ${keyDetail.name}`}
      description={
        keyDetail.status === "expired"
          ? "It has expired. A later end lets it work again."
          : "All its secrets end with it."
      }
      action="Save expiry"
      onClose={onClose}
      onSubmit={form.submit}
      pending={update.isPending}
      refusal={form.refusal}
      disabled={!form.changed}
    >
      <ExpiryField value={form.draft} onChange={form.set} error={form.problem("expiresAt")} />
    </FormDialog>
  );
}
