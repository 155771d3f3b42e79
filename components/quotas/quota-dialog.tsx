"use client";

import { toast } from "sonner";
import type { QuotaView } from "@/lib/admin-api/client/quotas";
import { FormDialog } from "../forms/form-dialog";
import { useDraft } from "../forms/use-draft";
import {
  checkQuotaDraft,
  draftOf,
  EMPTY_QUOTA,
  QUOTA_FIELDS,
  type QuotaDraft,
  settingsOf,
  termsOf,
} from "./quota-draft";
import { QuotaTermsFields } from "./quota-terms-fields";
import { limitText, quotaName } from "./quota-words";
import { useSetQuota, useUpdateQuota } from "./quotas-queries";
import { type QuotaScopeKind, scopeName } from "./scope-words";

export interface AddQuotaDialogProps {
  scope: { kind: QuotaScopeKind; id: string; name: string };
  onClose: () => void;
}

/** A new limit for a scope; unit and window that are taken already get the new limit. */
export function AddQuotaDialog({ scope, onClose }: AddQuotaDialogProps) {
  const change = useSetQuota();
  const form = useDraft<QuotaDraft>({
    initial: EMPTY_QUOTA,
    check: checkQuotaDraft,
    fields: QUOTA_FIELDS,
    error: change.error,
    send: (draft) =>
      change.mutate(
        { scope: { kind: scope.kind, id: scope.id }, ...termsOf(draft) },
        { onSuccess: (quota) => finish(quota, onClose) },
      ),
  });
  return (
    <FormDialog
      title={`Add a limit to ${scope.name}`}
      description="Every call counts against the limits of its key, project, team and organization at once."
      action="Add limit"
      onClose={onClose}
      onSubmit={form.submit}
      pending={change.isPending}
      refusal={form.refusal}
    >
      <QuotaTermsFields form={form} fixed={false} />
    </FormDialog>
  );
}

/** Another limit for a quota that exists. What is used in this window stays used. */
export function EditQuotaDialog({ quota, onClose }: { quota: QuotaView; onClose: () => void }) {
  const change = useUpdateQuota(quota.id);
  const form = useDraft<QuotaDraft>({
    initial: draftOf(quota),
    check: checkQuotaDraft,
    fields: QUOTA_FIELDS,
    error: change.error,
    send: (draft) => change.mutate(settingsOf(draft), { onSuccess: (changed) => finish(changed, onClose) }),
  });
  return (
    <FormDialog
      title={`${quotaName(quota)} of ${scopeName(quota.scope)}`}
      description="Takes effect within two seconds. What this window has used stays used."
      action="Set limit"
      onClose={onClose}
      onSubmit={form.submit}
      pending={change.isPending}
      refusal={form.refusal}
    >
      <QuotaTermsFields form={form} fixed />
    </FormDialog>
  );
}

function finish(quota: QuotaView, onClose: () => void): void {
  toast.success(`${quotaName(quota)} is limited to ${limitText(quota)}`);
  onClose();
}
