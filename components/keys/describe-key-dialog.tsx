"use client";

import type { KeyDetail } from "@/lib/admin-api/client/keys";
import { FormDialog } from "../forms/form-dialog";
import { useDraft } from "../forms/use-draft";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { Textarea } from "../ui/textarea";
import { useUpdateKey } from "./keys-queries";

/** Another name and purpose; secrets and public id stay as they are. */
export function DescribeKeyDialog({ keyDetail, onClose }: { keyDetail: KeyDetail; onClose: () => void }) {
  const update = useUpdateKey(keyDetail.id);
  const form = useDraft({
    initial: { name: keyDetail.name, purpose: keyDetail.purpose },
    check: ({ name }) => ({ name: name.trim() === "" ? "Give it a name, such as search-production." : undefined }),
    fields: ["name", "purpose"],
    error: update.error,
    send: (draft) => update.mutate(draft, { onSuccess: onClose }),
  });
  return (
    <FormDialog
      title="Rename key"
      description="Applications do not notice: secrets and public id stay the same."
      action="Save"
      onClose={onClose}
      onSubmit={form.submit}
      pending={update.isPending}
      refusal={form.refusal}
      disabled={!form.changed}
    >
      <Field label="Name" error={form.problem("name")}>
        <Input value={form.draft.name} onChange={(event) => form.set({ name: event.target.value })} />
      </Field>
      <Field label="Purpose" optional error={form.problem("purpose")}>
        <Textarea value={form.draft.purpose} onChange={(event) => form.set({ purpose: event.target.value })} />
      </Field>
    </FormDialog>
  );
}
