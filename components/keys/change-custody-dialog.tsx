"use client";

import type { KeyDetail } from "@/lib/admin-api/client/keys";
import { FormDialog } from "../forms/form-dialog";
import { useDraft } from "../forms/use-draft";
import { CUSTODY_FIELDS, type CustodyDraft, checkCustody, custodyInput, custodyOf } from "./custody";
import { CustodyFields } from "./custody-fields";
import { useUpdateKey } from "./keys-queries";

/** Whose calls they are, their tags, and what happens when they run away. */
export function ChangeCustodyDialog({ keyDetail, onClose }: { keyDetail: KeyDetail; onClose: () => void }) {
  const update = useUpdateKey(keyDetail.id);
  const form = useDraft<CustodyDraft>({
    initial: custodyOf(keyDetail),
    check: checkCustody,
    fields: CUSTODY_FIELDS,
    error: update.error,
    send: (draft) => update.mutate(custodyInput(draft), { onSuccess: onClose }),
  });
  return (
    <FormDialog
      title={`Owner, tags and guard of ${keyDetail.name}`}
      description="Calls from now on count by these; what was counted stays where it was."
      action="Save"
      onClose={onClose}
      onSubmit={form.submit}
      pending={update.isPending}
      refusal={form.refusal}
      disabled={!form.changed}
    >
      <CustodyFields teamId={keyDetail.team.id} value={form.draft} onChange={form.set} problem={form.problem} />
    </FormDialog>
  );
}
