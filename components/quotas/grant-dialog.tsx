"use client";

import { toast } from "sonner";
import type { QuotaView } from "@/lib/admin-api/client/quotas";
import { FormDialog } from "../forms/form-dialog";
import { type DraftForm, useDraft } from "../forms/use-draft";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { Select } from "../ui/select";
import { Textarea } from "../ui/textarea";
import { checkGrantDraft, GRANT_SPANS, type GrantDraft, grantInputOf } from "./grant-draft";
import { useGrantQuota } from "./quota-queries";
import { amountText, isRolling, limitText, quotaName } from "./quota-words";
import { scopeName } from "./scope-words";

/** Raises a limit until a time. */
export function GrantDialog({ quota, onClose }: { quota: QuotaView; onClose: () => void }) {
  const grant = useGrantQuota(quota.id);
  const resetsAt = resetOf(quota);
  const form = useDraft<GrantDraft>({
    initial: { amount: "", span: "24", until: "", reason: "" },
    check: (draft) => checkGrantDraft(draft, { now: Date.now(), resetsAt, unit: quota.unit }),
    fields: ["amount", "endsAt", "reason"],
    error: grant.error,
    send: (draft) => {
      const input = grantInputOf(draft, { now: Date.now(), resetsAt });
      if (input)
        grant.mutate(input, {
          onSuccess: () => {
            toast.success(`Raised by ${amountText(input.amount, quota.unit)} for a time`);
            onClose();
          },
        });
    },
  });
  return (
    <FormDialog
      title={`Raise ${quotaName(quota).toLowerCase()} for a time`}
      description={`${scopeName(quota.scope)} is limited to ${limitText({ ...quota, limit: quota.limitNow })} now.`}
      action="Raise limit"
      onClose={onClose}
      onSubmit={form.submit}
      pending={grant.isPending}
      refusal={form.refusal}
    >
      <GrantFields form={form} quota={quota} />
    </FormDialog>
  );
}

function GrantFields({ form, quota }: { form: DraftForm<GrantDraft>; quota: QuotaView }) {
  const { draft, set, problem } = form;
  const onDate = draft.span === "date";
  const spans = [
    ...GRANT_SPANS,
    ...(resetOf(quota) === null ? [] : [{ value: "reset", label: "Until it resets" }]),
    { value: "date", label: "Until a time I choose" },
  ];
  return (
    <>
      <Field label={quota.unit === "usd" ? "Raise by, in USD" : "Raise by"} error={problem("amount")}>
        <Input
          value={draft.amount}
          onChange={(event) => set({ amount: event.target.value })}
          inputMode="decimal"
          autoComplete="off"
          placeholder={quota.unit === "usd" ? "50" : "1000"}
          className="tabular-nums"
        />
      </Field>
      <div className="grid gap-4 md:grid-cols-2">
        <Field label="For" hint="It falls away by itself at the end." error={onDate ? undefined : problem("endsAt")}>
          <Select value={draft.span} onValueChange={(span) => set({ span })} options={spans} />
        </Field>
        {onDate ? (
          <Field label="Until" error={problem("endsAt")}>
            <Input type="datetime-local" value={draft.until} onChange={(event) => set({ until: event.target.value })} />
          </Field>
        ) : null}
      </div>
      <Field label="Reason" optional hint="Stands in the audit log and beside the raise." error={problem("reason")}>
        <Textarea value={draft.reason} onChange={(event) => set({ reason: event.target.value })} />
      </Field>
    </>
  );
}

/** When a calendar window ends; a rolling one has no end to wait for. */
function resetOf(quota: QuotaView): string | null {
  if (isRolling(quota.window)) return null;
  return quota.standing?.resetsAt ?? null;
}
