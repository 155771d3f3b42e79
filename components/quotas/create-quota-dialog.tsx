"use client";

import { useQuery } from "@tanstack/react-query";
import { toast } from "sonner";
import { FormDialog } from "../forms/form-dialog";
import { type DraftForm, useDraft } from "../forms/use-draft";
import { meQuery } from "../shell/session-queries";
import { checkQuotaDraft, EMPTY_QUOTA, QUOTA_FIELDS, type QuotaDraft, termsOf } from "./quota-draft";
import { QuotaTermsFields } from "./quota-terms-fields";
import { limitText, quotaName } from "./quota-words";
import { useSetQuota } from "./quotas-queries";
import { checkScopeDraft, SCOPE_FIELDS, type ScopeDraft, scopeOf } from "./scope-draft";
import { type QuotaScopeKind, scopeName } from "./scope-words";
import { SubjectFields } from "./subject-fields";

type CreateDraft = QuotaDraft & { scope: ScopeDraft };

export interface CreateQuotaDialogProps {
  kind: QuotaScopeKind;
  onClose: () => void;
}

/** A new limit on anything that can be limited; a scope, unit and window that are taken already get the new limit. */
export function CreateQuotaDialog({ kind, onClose }: CreateQuotaDialogProps) {
  const { data: me } = useQuery(meQuery());
  const change = useSetQuota();
  const form = useDraft<CreateDraft>({
    initial: { ...EMPTY_QUOTA, scope: { kind, id: "", modelId: "", each: true } },
    check: (draft) => ({ ...checkScopeDraft(draft.scope), ...checkQuotaDraft(draft) }),
    fields: [...QUOTA_FIELDS, ...SCOPE_FIELDS],
    error: change.error,
    send: (draft) =>
      me &&
      change.mutate(
        { scope: scopeOf(draft.scope, me.organization.id), ...termsOf(draft) },
        {
          onSuccess: (quota) => {
            toast.success(`${scopeName(quota.scope)}: ${quotaName(quota).toLowerCase()} ${limitText(quota)}`);
            onClose();
          },
        },
      ),
  });
  return (
    <FormDialog
      title="Add limit"
      description="A call must fit into every limit that applies to it."
      action="Add limit"
      onClose={onClose}
      onSubmit={form.submit}
      pending={change.isPending}
      refusal={form.refusal}
      size="lg"
    >
      <SubjectFields form={scopeForm(form)} />
      <QuotaTermsFields form={form} fixed={false} />
    </FormDialog>
  );
}

/** The part of the form that says what the limit is about. */
function scopeForm(form: DraftForm<CreateDraft>): DraftForm<ScopeDraft> {
  const { draft, set } = form;
  return { ...form, draft: draft.scope, set: (patch) => set({ scope: { ...draft.scope, ...patch } }) };
}
