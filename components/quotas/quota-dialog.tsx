"use client";

import { toast } from "sonner";
import type { QuotaView } from "@/lib/admin-api/client/quotas";
import { FormDialog } from "../forms/form-dialog";
import { useDraft } from "../forms/use-draft";
import { checkQuotaDraft, type QuotaDraft, termsOf } from "./quota-draft";
import { QuotaTermsFields } from "./quota-terms-fields";
import { limitText, type QuotaScopeKind, quotaName } from "./quota-words";
import { useSetQuota, useUpdateQuota } from "./quotas-queries";

const FIELDS = ["unit", "window", "limit", "hard"];

export interface AddQuotaDialogProps {
  scope: { kind: QuotaScopeKind; id: string; name: string };
  onClose: () => void;
}

/** A new limit for a scope; unit and window that are taken already get the new limit. */
export function AddQuotaDialog({ scope, onClose }: AddQuotaDialogProps) {
  const change = useSetQuota();
  const form = useDraft<QuotaDraft>({
    initial: { unit: "usd", window: "month", limit: "", hard: true },
    check: checkQuotaDraft,
    fields: FIELDS,
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
    initial: {
      unit: quota.unit,
      window: quota.window,
      limit: quota.limit.replace(/\.00$/, ""),
      hard: quota.hard,
    },
    check: checkQuotaDraft,
    fields: FIELDS,
    error: change.error,
    send: (draft) => {
      const { limit, hard } = termsOf(draft);
      change.mutate({ limit, hard: hard ?? true }, { onSuccess: (changed) => finish(changed, onClose) });
    },
  });
  return (
    <FormDialog
      title={`${quotaName(quota)} of ${quota.scope.name}`}
      description="Takes effect within two seconds. What this window has used stays used."
      action="Set limit"
      onClose={onClose}
      onSubmit={form.submit}
      pending={change.isPending}
      refusal={form.refusal}
      size="sm"
    >
      <QuotaTermsFields form={form} fixed />
    </FormDialog>
  );
}

function finish(quota: QuotaView, onClose: () => void): void {
  toast.success(`${quotaName(quota)} is limited to ${limitText(quota)}`);
  onClose();
}
